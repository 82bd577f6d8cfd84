import { language } from "./current.ts";

/** For an element whose words are English in every language: read out and laid out as such. In a line from the right, `14-Aug-1979` would read
 *  `Aug-1979-14`. */
export const inEnglish: { readonly lang?: "en"; readonly dir?: "ltr" } =
  language.tag === "en-GB" ? {} : { lang: "en", dir: "ltr" };
