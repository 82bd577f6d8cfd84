import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { packBody, unpackBody } from "./body.ts";

const id = "17d70779-837e-4606-9d6b-d6618d67495d" as ResourceId;
const patient = "07d4c550-b5d7-4ac9-aeef-dcbb1a01c3e8" as ResourceId;
const other = "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0001" as ResourceId;
const text = JSON.stringify({
  resourceType: "Observation",
  id,
  status: "final",
  note: [{ text: "Zoë, \u0001 and \u0002; cf. Observation/17d70779" }],
  subject: { reference: `Patient/${patient}` },
  hasMember: [{ reference: `Observation/${other}` }, { reference: `Observation/${id}` }],
});

test("a body doesn't say the ids that its row has, and comes back with them", () => {
  for (const ids of [
    { id, patient },
    { id, patient: undefined },
    { id: patient, patient },
    { id: other, patient: other },
  ])
    expect(unpackBody(packBody(text, ids), ids).toString()).toBe(text);
  const short = packBody(text, { id, patient });
  expect(packBody(text, { id: patient, patient: undefined }).length - short.length).toBeGreaterThan(20);
  // What is no JSON may hold the signs themselves: it comes back all the same.
  const odd = `${"\u0001\u0002".repeat(40)}${id}`;
  expect(unpackBody(packBody(odd, { id, patient }), { id, patient }).toString()).toBe(odd);
  // A key that is nobody's opens nothing that names a patient.
  expect(() => unpackBody(short, { id, patient: undefined })).toThrow(
    expect.objectContaining({ code: "records/body-altered" }),
  );
});

test("bodies of the format before open as they always did, and those of a later one are refused", () => {
  const dictionary = readFileSync(join(import.meta.dirname, "dictionary-1.txt"));
  const former = Buffer.concat([Buffer.of(1), deflateRawSync(text, { dictionary })]);
  expect(unpackBody(former, { id, patient }).toString()).toBe(text);
  expect(() => unpackBody(Buffer.of(3, 0), { id, patient })).toThrow(
    expect.objectContaining({ code: "records/unknown-body-format" }),
  );
});
