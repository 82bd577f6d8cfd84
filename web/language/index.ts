export { chooseLanguage, language, readerLocale } from "./current.ts";
export { figures } from "./figures.ts";
export { inEnglish } from "./in-english.ts";
export { isolated } from "./isolated.ts";
export { type LanguageTag, languages } from "./languages.ts";
export { type Words, openWords, wordsFrom } from "./words.ts";
