/** A label inside a sentence: "mental health"; abbreviations such as "HIV" stay as they are. */
export function inSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : `${label.charAt(0).toLocaleLowerCase()}${label.slice(1)}`;
}
