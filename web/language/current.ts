import { type Language, type LanguageTag, languages, preferredLanguage } from "./languages.ts";

const storageKey = "wardbook-language";

/** What this device's person chose; else the first that their browser prefers and we have. Holds until the page is loaded anew. */
export const language: Language = chosen() ?? preferredLanguage(globalThis.navigator?.languages ?? []);

/** For figures and money: the reader's own region of the language, where their browser names one (1,23,456 for "en-IN"). */
export const readerLocale: string =
  (globalThis.navigator?.languages ?? []).find((one) => preferredLanguage([one]).tag === language.tag && isOf(one)) ??
  language.tag;

function isOf(tag: string): boolean {
  return tag.split("-", 1)[0]?.toLowerCase() === language.tag.split("-", 1)[0];
}

/** Chosen for this device: everything is said in it from here on. The page is loaded anew; what is typed is kept as at any reload. */
export function chooseLanguage(tag: LanguageTag): void {
  if (tag === language.tag) return;
  try {
    localStorage.setItem(storageKey, tag);
  } catch {
    // Refused storage: the browser's own preference stands.
    return;
  }
  globalThis.location.reload();
}

/** Tells the document, so that hyphenation, reading aloud and direction follow. */
export function speakIn(document: Document): void {
  document.documentElement.lang = language.tag;
  document.documentElement.dir = language.direction;
}

function chosen(): Language | undefined {
  try {
    const tag = globalThis.localStorage?.getItem(storageKey);
    return languages.find((one) => one.tag === tag);
  } catch {
    return undefined;
  }
}
