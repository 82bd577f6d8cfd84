import { language, readerLocale } from "./current.ts";

/** Writes figures as the reader's own region groups them, in the digits 0 to 9. */
export function figures(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return new Intl.NumberFormat(readerLocale, {
    ...(language.tag === "en-GB" ? {} : { numberingSystem: "latn" }),
    ...options,
  });
}
