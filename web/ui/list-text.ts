import { language } from "../language/index.ts";

const format = new Intl.ListFormat(language.tag, { type: "conjunction" });

/** "one, two and three" */
export function listText(parts: readonly string[]): string {
  return format.format(parts);
}
