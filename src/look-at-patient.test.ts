import { expect, test } from "vitest";
import type { Caller } from "./custody/access/index.ts";
import { parseResourceId } from "./foundation/kernel/index.ts";
import { entryAbout } from "./look-at-patient.ts";

const patient = parseResourceId("0f9d3a55-9f2a-4f5e-8a51-5a2b0f0f4c11");
const act = { action: "printed", at: 0, why: "to hand over what was signed" } as const;
const asked = { kind: "person", id: "p", name: "Robin Vale", role: "patient" } as unknown as Caller;

test("what is done beside a record names the app through which it was done", () => {
  const app = { id: "a", name: "Trends", scopes: [] };
  expect(entryAbout({ ...asked, app }, patient, act).why).toBe(
    "to hand over what was signed, through the app 'Trends'",
  );
  expect(entryAbout(asked, patient, act).why).toBe(act.why);
});

test("it names the patient for whom a family member did it, and nobody where that patient isn't theirs", () => {
  const relative = { ...asked, purpose: "FAMRQT", patient } as Caller;
  expect(entryAbout(relative, patient, act).onBehalfOf).toBe(`Patient/${patient}`);
  const other = parseResourceId("0f9d3a55-9f2a-4f5e-8a51-5a2b0f0f4c12");
  expect(entryAbout(relative, other, act).onBehalfOf).toBeUndefined();
});
