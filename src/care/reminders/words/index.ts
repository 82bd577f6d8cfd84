import { arabic } from "./ar.ts";
import { english } from "./en.ts";
import { hindi } from "./hi.ts";
import type { MailCatalog } from "./mail-catalog.ts";

export type { MailCatalog } from "./mail-catalog.ts";

/** Languages that mails are written in, by primary subtag, with the tag by which dates are written. */
const languages = {
  en: { tag: "en-GB", product: "EN", catalog: english },
  hi: { tag: "hi-IN", product: "HI", catalog: hindi },
  ar: { tag: "ar", product: "AR", catalog: arabic },
} as const satisfies Readonly<Record<string, MailLanguage>>;

export interface MailLanguage {
  readonly tag: string;
  /** As the calendar file says it. */
  readonly product: string;
  readonly catalog: MailCatalog;
}

/** The first that is preferred and there is, by its primary subtag ("hi" of "hi-IN"); English else. */
export function mailLanguage(preferred: readonly string[]): MailLanguage {
  for (const wanted of preferred) {
    const primary = wanted.split("-", 1)[0]?.toLowerCase() ?? "";
    if (Object.hasOwn(languages, primary)) return languages[primary as keyof typeof languages];
  }
  return languages.en;
}

/** Puts values in; what they hold isn't read again. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "");
}
