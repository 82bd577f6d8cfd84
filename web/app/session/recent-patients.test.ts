import { expect, test } from "vitest";
import { patientOfAddress } from "./recent-patients.ts";

test("a chart's address names its patient, whichever page of the chart it is", () => {
  expect(patientOfAddress("/patients/0c89b627-646b-40ff-a620-c8509a10912c")).toBe(
    "0c89b627-646b-40ff-a620-c8509a10912c",
  );
  expect(patientOfAddress("/patients/p1/notes")).toBe("p1");
});

test("lists and the registration form are nobody's chart", () => {
  expect(patientOfAddress("/patients")).toBeUndefined();
  expect(patientOfAddress("/patients/new")).toBeUndefined();
  expect(patientOfAddress("/administration/people")).toBeUndefined();
});
