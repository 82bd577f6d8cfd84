import { expect, test } from "vitest";
import { aPatient } from "../test/people/index.ts";
import type { PrintedLetter } from "./care/notes/index.ts";
import { letterOf } from "./wire-letters-of-notes.ts";

test("a letter bears the day that it is where it was signed", () => {
  const letter = {
    kind: "letter",
    recipient: { name: "Dr Ines Duarte", address: [] },
    subject: "Left knee",
    text: "She walks again.",
    about: aPatient(),
    author: "Ada Quist",
    isSupervised: false,
    at: Date.UTC(2026, 2, 7, 1, 30),
  } as unknown as PrintedLetter;
  const dayIn = (zone?: string) => letterOf(letter, "Lake Clinic", { zone }).blocks[2];
  expect(dayIn("America/Los_Angeles")).toEqual({ kind: "paragraph", text: "06-Mar-2026" });
  expect(dayIn("Asia/Kolkata")).toEqual({ kind: "paragraph", text: "07-Mar-2026" });
  expect(JSON.stringify(letterOf(letter, "Lake Clinic", { zone: "America/Los_Angeles" }).blocks)).toContain(
    "on 07-Mar-2026 at 01:30 UTC",
  );
});
