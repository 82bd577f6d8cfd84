export { chooseLanguage, language, readerLocale } from "./current.ts";
export { type LanguageTag, languages } from "./languages.ts";
export { type Words, openWords } from "./words.ts";
