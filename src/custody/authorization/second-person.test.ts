import { expect, test } from "vitest";
import { type Facts, parseScope, parseScopes } from "../access/index.ts";
import { isOwn, partScopes } from "./second-person.ts";
import { parseAskedScopes } from "./special-scopes.ts";

const facts = (scopes: string, more: Partial<Facts> = {}): Facts => ({
  kind: "person",
  name: "Mei Lindqvist",
  scopes: parseScopes(scopes),
  ...more,
});
const own = (caller: Facts, scope: string, purpose: "TREAT" | "HOPERAT" | "HRESCH" = "TREAT") =>
  isOwn(caller, parseScope(scope), purpose);

test("what somebody may of everybody's records, for that purpose, is their own to give", () => {
  const all = facts("user/Observation.rs user/Location.cruds");
  expect([own(all, "system/Observation.r"), own(all, "system/Observation.c"), own(all, "system/*.r")]).toEqual([
    true,
    false,
    false,
  ]);
  const limited: readonly Partial<Facts>[] = [
    { reach: "related" },
    { reach: "patient" },
    { facilities: [] },
    { clearances: [] },
    { fieldRules: [{ type: "Observation", path: "Observation.note", effect: "hidden" } as never] },
  ];
  for (const more of limited)
    expect(own({ ...all, ...more }, "system/Observation.rs"), JSON.stringify(more)).toBe(false);
  // What one may of the patient in context is nothing of all of them.
  expect(own(facts("patient/Observation.rs"), "system/Observation.rs")).toBe(false);
  const forATicket = facts("user/Observation.rs");
  expect(own({ ...forATicket, approved: forATicket.scopes }, "system/Observation.rs")).toBe(false);
});

test("a purpose that one's role doesn't act for makes records about people another's to give, and places nobody's", () => {
  const office = facts("user/Patient.rs user/Location.rs", { purposes: ["HOPERAT"] });
  expect([own(office, "system/Patient.rs"), own(office, "system/Patient.rs", "HOPERAT")]).toEqual([false, true]);
  expect(own(office, "system/Location.rs", "HRESCH")).toBe(true);
});

test("a part of what a program has waits for nobody", () => {
  const wanted = parseAskedScopes("system/Observation.r system/Condition.r user/Condition.cruds");
  const held = { own: () => false, purpose: "TREAT", granted: "system/Observation.rs" } as const;
  expect(partScopes(wanted, held).later.map(({ text }) => text)).toEqual(["system/Condition.r"]);
});
