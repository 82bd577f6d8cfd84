import { openWords, wordsFrom } from "../../../../../language/index.ts";
import { words as english } from "./en.ts";

export const say = await openWords(english, { "hi-IN": () => import("./hi.ts"), ar: () => import("./ar.ts") });

/** For sentences that are English in every language. */
export const sayInEnglish: typeof say = wordsFrom(english, "en-GB");
