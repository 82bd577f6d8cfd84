import { expect, test } from "vitest";
import { open, seal } from "./kept-forms.ts";

const key = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
const place = { personId: "p1", name: "booking", keptAt: 1 };

test("a form comes back to its writer, and nothing of it can be read where it lies", async () => {
  const mine = await key();
  const row = await seal(mine, place, { patientName: "Aoife Brennan" });
  expect(await open(mine, row)).toEqual({ patientName: "Aoife Brennan" });
  expect(new TextDecoder().decode(row.sealed)).not.toContain("Aoife");
});

test("a form under another's key or in another's place is nothing", async () => {
  const mine = await key();
  const row = await seal(mine, place, { day: "07-Mar-2026" });
  expect(await open(await key(), row)).toBeUndefined();
  expect(await open(mine, { ...row, personId: "p2" })).toBeUndefined();
});
