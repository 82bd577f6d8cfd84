import { expect, test } from "vitest";
import { formatSignedAt } from "./signature-words.ts";

test.for([
  ["Europe/Dublin", "07-Mar-2026 14:05:09 UTC+00:00"],
  ["Europe/Berlin", "07-Mar-2026 15:05:09 UTC+01:00"],
  ["Asia/Kolkata", "07-Mar-2026 19:35:09 UTC+05:30"],
  ["America/St_Johns", "07-Mar-2026 10:35:09 UTC-03:30"],
])("in %s a signature was made at %s", ([zone = "", text]) => {
  expect(formatSignedAt("2026-03-07T14:05:09.123Z", zone)).toBe(text);
});
