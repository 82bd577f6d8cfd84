import { language } from "../../../language/index.ts";

const codes = [
  "en",
  "ar",
  "bn",
  "cy",
  "de",
  "el",
  "es",
  "fa",
  "fr",
  "ga",
  "gu",
  "hi",
  "it",
  "kn",
  "ml",
  "mr",
  "ne",
  "pa",
  "pl",
  "ps",
  "pt",
  "ro",
  "ru",
  "so",
  "sw",
  "ta",
  "te",
  "tr",
  "uk",
  "ur",
  "vi",
  "yo",
  "zh",
] as const;

const names = new Intl.DisplayNames([language.tag], { type: "language" });

/** Languages that a patient may prefer, by their BCP 47 tag, in the order of their names as the reader has them. */
export const languages = codes
  .map((value) => ({ value, label: names.of(value) ?? value }))
  .toSorted((one, other) => one.label.localeCompare(other.label, language.tag));
