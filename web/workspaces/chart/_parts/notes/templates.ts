/** A note's skeleton: plain headings that anybody can read without this program. */
export type NoteTemplate = { readonly name: string; readonly title: string; readonly text: string };

const headings = (...names: readonly string[]): string =>
  names
    .map((name) => `${name}:\n\n`)
    .join("\n")
    .trimEnd() + "\n";

export const noteTemplates: readonly NoteTemplate[] = [
  { name: "SOAP", title: "Consultation", text: headings("Subjective", "Objective", "Assessment", "Plan") },
  {
    name: "Progress note",
    title: "Progress note",
    text: headings("Since last seen", "Findings today", "Impression", "Next steps"),
  },
  {
    name: "Phone call",
    title: "Phone call",
    text: headings("Who called, and how identified", "What was said", "Advice given", "Agreed next step"),
  },
];

/** A template never replaces words: it goes under what is there, and titles only what has no title. */
export function withTemplate(
  words: { readonly title: string; readonly text: string },
  template: NoteTemplate,
): { readonly title: string; readonly text: string } {
  const above = words.text.trimEnd();
  return {
    title: words.title.trim() === "" ? template.title : words.title,
    text: above === "" ? template.text : `${above}\n\n${template.text}`,
  };
}
