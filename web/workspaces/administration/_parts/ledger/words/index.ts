import { openWords } from "../../../../../language/index.ts";
import { words as english } from "./en.ts";

export const say = await openWords(english, { "hi-IN": () => import("./hi.ts"), ar: () => import("./ar.ts") });
