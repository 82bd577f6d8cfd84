/** A note's skeleton: plain headings that anybody can read without this program. */
export type NoteTemplate = {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** Of the organisation's own: the version that a note is to name. */
  readonly version?: string | undefined;
};

/** Headings one below the other, with room under each. */
export const headings = (...names: readonly string[]): string =>
  names
    .map((name) => `${name}:\n\n`)
    .join("\n")
    .trimEnd() + "\n";

/** As the program brings them: general notes first, then those of the specialties. An organisation may have its own in their place. */
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
  {
    name: "Physiotherapy, first visit",
    title: "Physiotherapy assessment",
    text: headings(
      "Subjective: complaint, onset, what makes it better and worse",
      "Red flags asked about",
      "Work, home, what the patient wants to do again",
      "Objective: posture, movement, strength, palpation, special tests",
      "Outcome measures",
      "Assessment",
      "Goals agreed with the patient",
      "Plan: treatment, frequency, home exercises",
    ),
  },
  {
    name: "Physiotherapy, follow-up",
    title: "Physiotherapy follow-up",
    text: headings(
      "Subjective: since the last visit",
      "Objective: retested",
      "Treatment given, and the response to it",
      "Assessment: against the goals",
      "Plan",
    ),
  },
  {
    name: "Speech and language, first visit",
    title: "Speech and language assessment",
    text: headings(
      "Subjective: concern, history, languages at home, hearing",
      "Objective: understanding, expression, speech sounds, voice, fluency",
      "Swallowing and feeding",
      "Assessment",
      "Goals agreed with the patient or family",
      "Plan",
    ),
  },
  {
    name: "Speech and language, session",
    title: "Speech and language session",
    text: headings("Subjective", "Objective: tasks, prompts, success", "Assessment", "Plan: practice at home"),
  },
  {
    name: "EEG report",
    title: "EEG report",
    text: headings(
      "Question",
      "Recording: montage, duration, state, medicines",
      "Background",
      "Hyperventilation and photic stimulation",
      "Abnormal activity",
      "Impression",
    ),
  },
  {
    name: "Nerve conduction report",
    title: "Nerve conduction study (NCV)",
    text: headings(
      "Question",
      "Limb temperature",
      "Motor nerves: latency, amplitude, velocity, F-wave",
      "Sensory nerves: latency, amplitude, velocity",
      "Impression",
    ),
  },
  {
    name: "EMG report",
    title: "Electromyography (EMG)",
    text: headings(
      "Question",
      "Muscles examined",
      "Activity on insertion and at rest",
      "Motor units: amplitude, duration, recruitment",
      "Impression",
    ),
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
