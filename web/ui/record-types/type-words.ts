import { words as english } from "./words/en.ts";
import { say } from "./words/index.ts";

/** `AllergyIntolerance` as `Allergy intolerance`. Kinds of records that hardly anybody sees are English in every language. */
export function typeWords(type: string): string {
  if (isKnown(type)) return say(type);
  const words = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isKnown(type: string): type is keyof typeof english {
  return Object.hasOwn(english, type);
}
