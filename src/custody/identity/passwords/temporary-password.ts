import { randomInt } from "node:crypto";
import { Secret } from "../../../foundation/kernel/index.ts";

// Without characters that are mistaken for one another when read out or written down: 0 O, 1 l I, and the like.
const alphabets = { upper: "ABCDEFGHJKMNPQRSTUVWXYZ", lower: "abcdefghjkmnpqrstuvwxyz", digit: "23456789" } as const;
const everything = Object.values(alphabets).join("");
const groups = 4;
const groupLength = 4;

/** A password to hand over once: four groups of four, over 80 bits, with all the kinds of characters that the policy asks for. */
export function newTemporaryPassword(): Secret<string> {
  for (;;) {
    const parts = Array.from({ length: groups }, () =>
      Array.from({ length: groupLength }, () => everything[randomInt(everything.length)]).join(""),
    );
    const text = parts.join("-");
    if (Object.values(alphabets).every((alphabet) => [...text].some((letter) => alphabet.includes(letter))))
      return new Secret(text);
  }
}
