import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { aClient, aHouse, anAdministrator, anOrganisation } from "../../../test/people/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { verifyLedger } from "../../custody/ledger/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { importFiles } from "./import-files.ts";
import type { FileRefusal, ImportProgress } from "./import-progress.ts";
import type { ImportSource } from "./import-source.ts";
import { ndjson, sourceOf } from "./testing/sources.ts";

const house = await aHouse();
const { chart } = house;

async function anImporter() {
  const tenant = await anOrganisation(house);
  return { importer: anAdministrator(tenant), reader: aClient(tenant, "system/*.rs") };
}

async function run(
  caller: Caller,
  ...sources: readonly ImportSource[]
): Promise<ImportProgress & { readonly told: readonly FileRefusal[] }> {
  const steps = await Array.fromAsync(importFiles({ chart, now: () => performance.now() }, caller, sources));
  const last = steps.at(-1);
  if (last === undefined) throw new Error("nothing was told");
  return { ...last, told: steps.flatMap(({ refusals }) => refusals) };
}

async function found(
  caller: Caller,
  type: "Patient" | "Observation" | "Encounter",
  ...pairs: [string, string][]
): Promise<FhirResource[]> {
  const { value } = await chart.search(caller, type, pairs);
  return value.matches.map(({ body }) => JSON.parse(body.toString()) as FhirResource);
}

const patient = (id: string, family: string) => ({ resourceType: "Patient", id, name: [{ family }] });
const observation = (id: string, subject: string, value = "1.50") => ({
  resourceType: "Observation",
  id,
  status: "final",
  code: { text: "weight" },
  subject: { reference: subject },
  note: [{ text: value }],
});

test("NDJSON in any order, with ids that are no UUIDs, comes out linked, and with ids that say nothing", async () => {
  const { importer, reader } = await anImporter();
  const observations = sourceOf(
    "Observation.ndjson",
    ndjson([observation("o-1", "Patient/nora.halloran"), observation("o-2", "Patient/nora.halloran")]),
  );
  const patients = sourceOf(
    "Patient.ndjson.gz",
    gzipSync(ndjson([patient("nora.halloran", "Halloran"), patient("other", "Other")])),
  );
  expect(await run(importer, observations, patients)).toMatchObject({ total: 4, created: 4, refused: 0 });
  const [nora] = await found(reader, "Patient", ["family", "halloran"]);
  expect(nora?.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(await found(reader, "Observation", ["subject", `Patient/${nora?.id}`])).toHaveLength(2);
  expect(JSON.stringify(await found(reader, "Observation"))).not.toContain("nora.halloran");
});

test("records about a patient who comes later, in another import, are the patient's", async () => {
  const { importer, reader } = await anImporter();
  await run(importer, sourceOf("o", ndjson([observation("o", "Patient/p")])));
  await run(importer, sourceOf("p", ndjson([patient("p", "Halloran")])));
  const [{ id = "" } = {}] = await found(reader, "Patient");
  expect(await found(reader, "Observation", ["subject", `Patient/${id}`])).toHaveLength(1);
});

test("running an import again changes nothing, and a corrected file changes what it corrects", async () => {
  const { importer } = await anImporter();
  const file = (value: string) =>
    sourceOf(
      "a",
      ndjson([patient("p", "Halloran"), observation("o1", "Patient/p", value), observation("o2", "Patient/p")]),
    );
  expect(await run(importer, file("1"))).toMatchObject({ created: 3, updated: 0, unchanged: 0 });
  expect(await run(importer, file("1"))).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  expect(await run(importer, file("2"))).toMatchObject({ created: 0, updated: 1, unchanged: 2 });
  expect(await run(importer, file("1"))).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
});

test("what a file says twice is taken in its order: the same changes nothing, other words come after", async () => {
  const { importer, reader } = await anImporter();
  const [first, second] = [patient("p", "Halloran"), patient("p", "Halloran-Reyes")];
  const file = sourceOf("a", ndjson([first, observation("o", "Patient/p"), first, second]));
  expect(await run(importer, file)).toMatchObject({ total: 4, created: 2, unchanged: 1, updated: 1, refused: 0 });
  const [stored] = await found(reader, "Patient");
  expect(stored?.["name"]).toEqual(second.name);
  expect(await found(reader, "Observation", ["subject", `Patient/${stored?.id}`])).toHaveLength(1);
  expect(await run(importer, file)).toMatchObject({ unchanged: 4 });
});

test("a bundle that comes in parts keeps its links, forward and back", async () => {
  const { importer, reader } = await anImporter();
  const patientUrl = `urn:uuid:${randomUUID()}`;
  const entries: { fullUrl: string; resource: object }[] = Array.from({ length: 1_300 }, (_, index) => ({
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource: observation(`o${index}`, patientUrl),
  }));
  entries.push({ fullUrl: patientUrl, resource: patient("p", "Halloran") });
  const bundle = sourceOf(
    "bundle.json",
    JSON.stringify({ resourceType: "Bundle", type: "collection", entry: entries }),
    65_536,
  );
  expect(await run(importer, bundle)).toMatchObject({ total: 1_301, created: 1_301, refused: 0 });
  const [{ id = "" } = {}] = await found(reader, "Patient");
  expect(`urn:uuid:${id}`).toBe(patientUrl);
  expect(await found(reader, "Observation", ["subject", `Patient/${id}`], ["_count", "50"])).toHaveLength(50);
  expect(await run(importer, bundle)).toMatchObject({ unchanged: 1_301 });
});

test("references across files are found whatever comes first, by name and by condition", async () => {
  const { importer, reader } = await anImporter();
  const practitionerUrl = `urn:uuid:${randomUUID()}`;
  const encounter = (id: string, reference: string) => ({
    resourceType: "Encounter",
    id,
    status: "finished",
    class: { code: "AMB" },
    subject: { reference: "Patient/p" },
    participant: [{ individual: { reference } }],
  });
  const bundle = (entry: readonly object[]) => JSON.stringify({ resourceType: "Bundle", type: "transaction", entry });
  const first = sourceOf(
    "1",
    bundle([{ resource: patient("p", "Halloran") }, { resource: encounter("e1", practitionerUrl) }]),
  );
  const second = sourceOf(
    "2",
    bundle([
      { resource: encounter("e2", "Practitioner?identifier=urn:test|7") },
      { resource: encounter("e3", `urn:uuid:${randomUUID()}`) },
    ]),
  );
  const practitioner = { resourceType: "Practitioner", id: "x", identifier: [{ system: "urn:test", value: "7" }] };
  // It has a patient's record beside it, so it isn't sorted to the front.
  const third = sourceOf(
    "3",
    bundle([{ resource: observation("o", "Patient/p") }, { fullUrl: practitionerUrl, resource: practitioner }]),
  );
  const outcome = await run(importer, first, second, third);
  expect(outcome).toMatchObject({ total: 6, created: 5, refused: 1 });
  expect(outcome.told.map(({ file, entry, code }) => [file, entry, code])).toEqual([
    ["2", 1, "chart/unresolved-reference"],
  ]);
  const links = (await found(reader, "Encounter")).map(
    (one) => (one as ReturnType<typeof encounter>).participant[0]?.individual.reference,
  );
  expect(new Set(links)).toEqual(new Set([`Practitioner/${practitionerUrl.slice(9)}`]));
});

test("invalid resources are told with every fault and no content, and the others go in", async () => {
  const { importer } = await anImporter();
  const bad = { ...patient("bad", "Haversham"), active: "Haversham", birthDate: "Haversham" };
  const { told, created, refused } = await run(
    importer,
    sourceOf(
      "a.ndjson",
      ndjson([patient("p", "Halloran"), bad, { resourceType: "Nonsense", id: "1" }, { resourceType: "Patient" }]),
    ),
  );
  expect([created, refused]).toEqual([1, 3]);
  expect(told.map(({ entry, resource, code }) => [entry, resource, code])).toEqual([
    [1, "Patient/bad", "chart/invalid-resource"],
    [2, "", "chart/wrong-type"],
    [3, "Patient", "chart/wrong-id"],
  ]);
  expect(told[0]?.faults.map(({ path }) => path)).toEqual(["Patient.active", "Patient.birthDate"]);
  expect(JSON.stringify(told)).not.toContain("Haversham");
});

test("what was imported is witnessed, and the ledger stays sound", async () => {
  const { importer } = await anImporter();
  const { tenant } = importer;
  await run(importer, sourceOf("a", ndjson([patient("p", "Halloran"), observation("o", "Patient/p")])));
  const [entry] = await house.reader.byActor(tenant, importer.id, { limit: 10 });
  expect(entry?.entry).toMatchObject({ action: "import", count: 2 });
  await house.ledger.sequence(tenant);
  expect((await Array.fromAsync(verifyLedger(house, tenant))).at(-1)).toMatchObject({ state: "sound" });
});
