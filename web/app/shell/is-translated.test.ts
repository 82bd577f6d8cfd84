import { expect, test } from "vitest";
import { isTranslated } from "./is-translated.ts";

test("pages of the desk, of money, of records and of one’s account and of officers speak every language", () => {
  const id = "0b9f3f4e-0000-4000-8000-000000000001";
  const desk = ["/", "/board", "/calendar", "/enquiries", "/patients", "/patients/new", "/patients/merge", "/billing"];
  const own = ["/account", "/account/sessions", "/messages", "/reports", "/administration/people"];
  const records = [`/patients/${id}`, `/patients/${id}/notes`, `/my-record/${id}/appointments`];
  for (const path of [...desk, ...own, ...records, `/billing/patients/${id}`, "/billing/cash-up"])
    expect([path, isTranslated(path)]).toEqual([path, true]);
  for (const path of ["/tasksheet", "/boards"]) expect([path, isTranslated(path)]).toEqual([path, false]);
});
