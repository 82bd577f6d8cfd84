import { expect, test } from "vitest";
import { asSentence } from "./as-sentence.ts";

test("a refusal in lower case begins like a sentence", () => {
  expect(asSentence("the name is taken")).toBe("The name is taken");
  expect(asSentence("it’s one of the 12 used before")).toBe("It’s one of the 12 used before");
});

test("what begins with an element, a code or a capital stays as it is", () => {
  for (const message of ["birthDate: not a date", "name.family is missing", "user/Patient.rs grants nothing", "No."])
    expect(asSentence(message)).toBe(message);
});
