import { afterAll, expect, test } from "vitest";
import {
  type Known,
  canary,
  essence,
  expectUntouched,
  fhir,
  nowhere,
  twoOrganisations,
} from "./two-organisations/index.ts";

const { house, known, strangers } = await twoOrganisations();
const { bearer, administrator, clinician, officer } = strangers;
afterAll(() => house.end());

/** Requests that name something of the organisation, by id. */
function attempts(of: Known): readonly (readonly [method: string, path: string, body?: object])[] {
  const patient = { resourceType: "Patient", id: of.patient, name: [{ family: "Taken" }] };
  const bundle = (type: string, method: string, url: string, resource?: object) => ({
    resourceType: "Bundle",
    type,
    entry: [{ request: { method, url }, ...(resource === undefined ? {} : { resource }) }],
  });
  return [
    ["GET", `Patient/${of.patient}`],
    ["HEAD", `Patient/${of.patient}`],
    ["GET", `Observation/${of.observation}`],
    ["GET", `Patient/${of.observation}`],
    ["GET", `DocumentReference/${of.note}`],
    ["GET", `Patient/${of.patient}/_history`],
    ["GET", `Patient/${of.patient}/_history/1`],
    ["GET", `Patient/_history`],
    ["GET", `_history`],
    ["GET", `Patient?_id=${of.patient}&_total=accurate`],
    ["GET", `Patient?name=${canary}&_total=accurate`],
    ["GET", `Patient?_total=accurate`],
    ["GET", `Observation?subject=Patient/${of.patient}&_total=accurate`],
    ["GET", `Observation?patient=${of.patient}&_include=Observation:subject`],
    ["GET", `Patient?_id=${of.patient}&_revinclude=Observation:subject`],
    ["POST", `Patient/_search`],
    ["PUT", `Patient/${of.patient}`, patient],
    ["DELETE", `Patient/${of.patient}`],
    [
      "POST",
      "Observation",
      {
        resourceType: "Observation",
        status: "final",
        code: { text: "x" },
        subject: { reference: `Patient/${of.patient}` },
      },
    ],
    ["POST", "", bundle("transaction", "PUT", `Patient/${of.patient}`, patient)],
    ["POST", "", bundle("transaction", "DELETE", `Patient/${of.patient}`)],
    ["POST", "", bundle("batch", "GET", `Patient/${of.patient}`)],
    ["POST", "", bundle("batch", "PUT", `Patient/${of.patient}`, patient)],
  ];
}

test("every FHIR interaction with another organisation's ids answers as for ids that exist nowhere", async () => {
  const differences: string[] = [];
  for (const headers of [bearer, clinician, administrator, officer]) {
    const imagined = attempts(nowhere);
    for (const [index, [method, path, body]] of attempts(known).entries()) {
      const real = await essence(await fhir(house, headers, method, path, body), known);
      const [, otherPath = "", otherBody] = imagined[index] ?? [];
      const unreal = await essence(await fhir(house, headers, method, otherPath, otherBody), nowhere);
      if (real !== unreal || real.replaceAll(path, "").includes(canary))
        differences.push(`${method} ${path}: ${real.slice(0, 200)} / ${unreal.slice(0, 200)}`);
    }
  }
  expect(differences).toEqual([]);
});

test("after all that, the record is as it was", () => expectUntouched(house, known));

test("a page link of one caller serves no other", async () => {
  const own = { authorization: `Bearer ${await house.token()}` };
  for (let count = 0; count < 2; count += 1)
    await fhir(house, own, "POST", "Patient", { resourceType: "Patient", name: [{ family: "Page" }] });
  const page = (await (await fhir(house, own, "GET", "Patient?name=page&_count=1")).json()) as {
    link: { relation: string; url: string }[];
  };
  const next = page.link.find(({ relation }) => relation === "next")?.url ?? "";
  expect((await fetch(next, { headers: own })).status).toBe(200);
  for (const headers of [bearer, { authorization: `Bearer ${await house.token()}` }])
    expect((await fetch(next, { headers })).status).toBe(400);
});
