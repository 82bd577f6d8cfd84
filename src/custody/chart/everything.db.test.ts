import { expect, test } from "vitest";
import { aClient, aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import { aStanding } from "../../../test/people/standing.ts";
import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller, ConsentProvision } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";

const house = await aHouse();
const { chart } = house;

async function aRecord() {
  const tenant = await anOrganisation(house);
  const caller = aClient(tenant, "system/*.cruds");
  const make = async (resource: FhirResource) =>
    (await chart.create(caller, resource.resourceType as ResourceType, resource)).value.id;
  const patient = await make(aPatient());
  const other = await make(aPatient({ family: "Ito" }));
  const doctor = await make({ resourceType: "Practitioner", name: [{ family: "Okafor" }] });
  const subject = { reference: `Patient/${patient}` };
  const encounter = await make({
    resourceType: "Encounter",
    status: "finished",
    class: { code: "AMB" },
    subject,
    participant: [{ individual: { reference: `Practitioner/${doctor}` } }],
  });
  const during = { ...anObservation(patient), encounter: { reference: `Encounter/${encounter}` } };
  const observations = [await make(anObservation(patient)), await make(during)];
  const said = await make({ ...anObservation(other), performer: [subject] });
  const hers = await make(anObservation(other));
  return { tenant, caller, patient, other, doctor, encounter, observations, said, hers };
}

const root = (id: ResourceId, type: "Patient" | "Encounter" = "Patient") => ({ type, id }) as const;
const ids = (versions: readonly OpenVersion[]) => versions.map(({ id }) => id);

test("everything of a patient is what is about them, the patient first, and whom it names", async () => {
  const { caller, patient, doctor, encounter, observations, said } = await aRecord();
  const { value } = await chart.everything(caller, { root: root(patient), count: 100 });
  expect(ids(value.matches)).toEqual([patient, encounter, said, ...observations.toReversed()]);
  expect(ids(value.included)).toEqual([doctor]);
  expect(value.next).toBeUndefined();
});

test("everything of an encounter is what happened in it", async () => {
  const { caller, patient, doctor, encounter, observations } = await aRecord();
  const { value } = await chart.everything(caller, { root: root(encounter, "Encounter"), count: 100 });
  expect(ids(value.matches)).toEqual([encounter, observations[1]]);
  expect(ids(value.included).sort()).toEqual([patient, doctor].sort());
});

test("pages of any size make the whole, each resource once, and their links serve nobody else", async () => {
  const { tenant, caller, patient } = await aRecord();
  const whole = ids((await chart.everything(caller, { root: root(patient), count: 100 })).value.matches);
  for (const count of [1, 2, 3]) {
    const seen: ResourceId[] = [];
    let cursor: string | undefined;
    do {
      const { value } = await chart.everything(caller, { root: root(patient), count, cursor });
      seen.push(...ids(value.matches));
      cursor = value.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(whole);
  }
  const { value } = await chart.everything(caller, { root: root(patient), count: 1 });
  await expect(
    chart.everything(aClinician(tenant), { root: root(patient), count: 1, cursor: value.next }),
  ).rejects.toMatchObject({ code: "chart/bad-cursor" });
});

test("types and a moment narrow it", async () => {
  const { caller, patient, encounter } = await aRecord();
  const ask = async (more: { readonly types?: readonly ResourceType[]; readonly since?: number }) => {
    const { value } = await chart.everything(caller, { root: root(patient), count: 100, ...more });
    return ids([...value.matches, ...value.included]);
  };
  expect(await ask({ types: ["Encounter"] })).toEqual([encounter]);
  house.wait(60_000);
  const since = house.now();
  expect(await ask({ since })).toEqual([]);
  const { value } = await chart.create(caller, "Observation", anObservation(patient));
  expect(await ask({ since })).toEqual([value.id]);
});

test("each page is one entry of the patient's, and what is another's is told in theirs too", async () => {
  const { tenant, caller, patient, other, said, doctor } = await aRecord();
  const entriesAbout = async (one: ResourceId) => {
    const found = await house.reader.aboutPatient(tenant, one, { limit: 50 });
    return found.filter(({ entry }) => entry.action === "search").map(({ entry }) => entry);
  };
  await chart.everything(caller, { root: root(patient), types: ["Patient", "Encounter", "Practitioner"], count: 100 });
  const [entry, ...more] = await entriesAbout(patient);
  expect(more).toEqual([]);
  expect(entry?.count).toBe(3);
  expect(entry?.resources).toContain(`Practitioner/${doctor}/1`);
  await chart.everything(caller, { root: root(patient), count: 100 });
  expect((await entriesAbout(other)).map(({ resources }) => resources)).toEqual([[`Observation/${said}/1`]]);
  await chart.everything(caller, { root: root(patient), types: ["Goal"], count: 100 });
  expect((await entriesAbout(patient))[0]).toMatchObject({ count: 0, detail: `Patient/${patient}/$everything` });
});

test("it holds what the caller may see and no more, and a patient who is hidden has none", async () => {
  const { tenant, caller, patient, other, observations } = await aRecord();
  const narrow = aClient(tenant, "system/Patient.rs system/Observation.rs?code=http://loinc.org|29463-7");
  const { value } = await chart.everything(narrow, { root: root(patient), count: 100 });
  expect(value.included).toEqual([]);
  expect(new Set(value.matches.map(({ type }) => type))).toEqual(new Set(["Patient", "Observation"]));
  const relation = { kind: "care-team", source: "CareTeam/1" } as const;
  const standing = aStanding({
    relatedPatients: () => [patient],
    relationsTo: (one) => (one === patient ? [relation] : []),
  });
  const related: Caller = { ...aClinician(tenant), reach: "related", standing };
  const shown = await chart.everything(related, { root: root(patient), types: ["Observation"], count: 100 });
  expect(ids(shown.value.matches)).toEqual(observations.toReversed());
  const absent = { code: "chart/not-found" };
  await expect(chart.everything(related, { root: root(other), count: 100 })).rejects.toMatchObject(absent);
  const nobody = "00000000-0000-4000-8000-000000000000" as ResourceId;
  await expect(chart.everything(related, { root: root(nobody), count: 100 })).rejects.toMatchObject(absent);
  await chart.delete(caller, { type: "Patient", id: patient });
  await expect(chart.everything(caller, { root: root(patient), count: 1 })).rejects.toMatchObject({
    code: "chart/deleted",
  });
});

test("a consent that lets somebody look but not take records out holds for everything, and for nothing else", async () => {
  const { caller, patient, encounter, said } = await aRecord();
  const deny: ConsentProvision = { type: "deny", actions: ["disclose"], classes: ["Observation"], exceptions: [] };
  const consents = (provision: ConsentProvision): Caller => ({
    ...caller,
    purpose: "TREAT",
    standing: aStanding({ consentsOf: (one) => (one === patient ? [{ source: "Consent/1", provision }] : []) }),
  });
  const held = consents(deny);
  const { value } = await chart.everything(held, { root: root(patient), count: 100 });
  expect(ids(value.matches)).toEqual([patient, encounter, said]);
  expect((await chart.search(held, "Observation", [["patient", patient]])).value.matches).toHaveLength(2);
  const whole = consents({ type: "deny", actions: ["disclose"], exceptions: [] });
  await expect(chart.everything(whole, { root: root(patient), count: 100 })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  await expect(chart.read(whole, { type: "Patient", id: patient })).resolves.toBeDefined();
});
