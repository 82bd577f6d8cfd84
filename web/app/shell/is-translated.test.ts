import { expect, test } from "vitest";
import { isTranslated } from "./is-translated.ts";

test("pages of the desk, of money and of one’s account speak every language, charts and the house don't yet", () => {
  const id = "0b9f3f4e-0000-4000-8000-000000000001";
  const spoken = ["/board", "/calendar", "/enquiries", "/patients", "/patients/new", "/patients/merge", "/billing"];
  const own = ["/account", "/account/sessions", "/messages", "/reports", "/administration/recoveries"];
  for (const path of [...spoken, ...own, `/billing/patients/${id}`, "/billing/cash-up"])
    expect([path, isTranslated(path, false)]).toEqual([path, true]);
  for (const path of [`/patients/${id}`, `/patients/${id}/notes`, "/administration/people", "/boards"])
    expect([path, isTranslated(path, false)]).toEqual([path, false]);
});

test("the start page does for those who work there", () => {
  expect(isTranslated("/", false)).toBe(true);
  expect(isTranslated("/", true)).toBe(false);
});
