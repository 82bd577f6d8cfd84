/** Languages that the pages are written in. A patient's record stays in the language that it was written in. */
export const languages = [
  { tag: "en-GB", own: "English", direction: "ltr" },
  { tag: "hi-IN", own: "हिन्दी", direction: "ltr" },
  { tag: "ar", own: "العربية", direction: "rtl" },
] as const;

export type Language = (typeof languages)[number];
export type LanguageTag = Language["tag"];
/** Those whose words are fetched; English is always there. */
export type FetchedTag = Exclude<LanguageTag, "en-GB">;

/** The first offered language that a reader prefers, by its primary subtag ("hi" for "hi-IN"). Source: RFC 4647 §3.4, lookup. */
export function preferredLanguage(preferred: readonly string[]): Language {
  for (const wanted of preferred) {
    const primary = primaryOf(wanted);
    const found = languages.find(({ tag }) => primaryOf(tag) === primary);
    if (found !== undefined) return found;
  }
  return languages[0];
}

function primaryOf(tag: string): string {
  return tag.split("-", 1)[0]?.toLowerCase() ?? "";
}
