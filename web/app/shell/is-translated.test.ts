import { expect, test } from "vitest";
import { isTranslated } from "./is-translated.ts";

test("pages of the desk and of money speak every language, charts and the house don't yet", () => {
  const id = "0b9f3f4e-0000-4000-8000-000000000001";
  const spoken = ["/board", "/calendar", "/enquiries", "/patients", "/patients/new", "/patients/merge", "/billing"];
  for (const path of [...spoken, `/billing/patients/${id}`, "/billing/cash-up"])
    expect([path, isTranslated(path, "front-desk")]).toEqual([path, true]);
  for (const path of [`/patients/${id}`, `/patients/${id}/notes`, "/administration/people", "/messages", "/boards"])
    expect([path, isTranslated(path, "front-desk")]).toEqual([path, false]);
});

test("the start page does for those who have the board there", () => {
  expect(isTranslated("/", "front-desk")).toBe(true);
  expect(isTranslated("/", "clinician")).toBe(false);
});
