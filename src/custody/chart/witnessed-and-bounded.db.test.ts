import { expect, test } from "vitest";
import {
  aClient,
  aClinician,
  aHouse,
  aNote,
  anObservation,
  anOrganisation,
  aPatient,
} from "../../../test/people/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { verifyLedger } from "../ledger/index.ts";

const house = await aHouse();
const { chart } = house;

async function isSound(tenant: TenantId): Promise<string> {
  await house.ledger.sequence(tenant);
  const steps = await Array.fromAsync(verifyLedger(house, tenant));
  return steps.at(-1)?.state ?? "";
}

async function entriesOf(tenant: TenantId, actor: string) {
  return (await house.reader.byActor(tenant, actor, { limit: 100 })).map(({ entry }) => entry);
}

test("transactions that change nothing leave the ledger sound", async () => {
  const tenant = await anOrganisation(house);
  const client = aClient(tenant, "system/Patient.cruds");
  await chart.transact(client, []);
  const { value } = await chart.create(client, "Patient", aPatient({ family: "Halloran" }));
  const again = {
    kind: "create",
    type: "Patient",
    resource: aPatient(),
    ifNoneExist: [["family", "Halloran"]],
  } as const;
  const { value: outcomes } = await chart.transact(client, [again]);
  expect(outcomes).toMatchObject([{ outcome: "existing", version: { id: value.id } }]);
  await chart.delete(client, { type: "Patient", id: value.id });
  await chart.transact(client, [{ kind: "delete", type: "Patient", id: value.id }]);
  expect(await isSound(tenant)).toBe("sound");
});

test("every condition is a search that the ledger tells, about the patients it found", async () => {
  const tenant = await anOrganisation(house);
  const { value: patient } = await chart.create(aClinician(tenant), "Patient", aPatient({ family: "Hidden" }));
  const client = aClient(tenant, "system/Patient.cs");
  const ifNoneExist = [["family", "Hidden"]] as const;
  await chart.transact(client, [{ kind: "create", type: "Patient", resource: aPatient(), ifNoneExist }]);
  await chart.create(client, "Patient", aPatient(), { ifNoneExist }).catch(() => undefined);
  const told = (await entriesOf(tenant, client.id)).filter(({ action }) => action === "search");
  expect(told).toHaveLength(2);
  for (const entry of told) expect(entry.resources).toEqual([`Patient/${patient.id}/1`]);
  const about = await house.reader.aboutPatient(tenant, patient.id, { limit: 10 });
  expect(about.filter(({ entry }) => entry.actor.id === client.id)).toHaveLength(2);
});

test("a resource that would be refused anyway asks no condition", async () => {
  const tenant = await anOrganisation(house);
  await chart.create(aClinician(tenant), "Patient", aPatient({ family: "Hidden" }));
  const client = aClient(tenant, "system/Patient.cs");
  const broken = { resourceType: "Patient", nonsense: 1 };
  for (const family of ["Hidden", "Nobody"]) {
    const refused = chart.create(client, "Patient", broken, { ifNoneExist: [["family", family]] });
    await expect(refused).rejects.toMatchObject({ code: "chart/invalid-resource" });
  }
  expect(await entriesOf(tenant, client.id)).toEqual([]);
});

test("one condition in many spellings, at once, makes one resource", async () => {
  const tenant = await anOrganisation(house);
  const client = aClient(tenant, "system/Patient.cruds");
  const spellings = ["urn:x|v", "v", "urn:x|v,v"];
  const patient = { ...aPatient(), identifier: [{ system: "urn:x", value: "v" }] };
  const attempts = Array.from({ length: 24 }, (_, n) =>
    chart.create(client, "Patient", patient, { ifNoneExist: [["identifier", spellings[n % spellings.length] ?? "v"]] }),
  );
  const outcomes = await Promise.all(attempts);
  expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
});

test("nobody writes a signature, and no person a final note, without signing", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const client = aClient(tenant, "system/*.cruds");
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const final = aNote(patient.id, { docStatus: "final" });
  const signed = { ...final, authenticator: { display: "Dr Somebody Else" } };
  await expect(chart.create(clinician, "DocumentReference", final)).rejects.toMatchObject({
    code: "chart/sign-instead",
  });
  for (const caller of [clinician, client]) {
    await expect(chart.create(caller, "DocumentReference", signed)).rejects.toMatchObject({
      code: "chart/sign-instead",
    });
  }
  const { value: note } = await chart.create(clinician, "DocumentReference", aNote(patient.id));
  const update = chart.update(clinician, { type: "DocumentReference", id: note.id }, { ...final, id: note.id });
  await expect(update).rejects.toMatchObject({ code: "chart/sign-instead" });
});

test("a resource stays with its patient", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: one } = await chart.create(clinician, "Patient", aPatient());
  const { value: other } = await chart.create(clinician, "Patient", aPatient());
  const { value: observation } = await chart.create(clinician, "Observation", anObservation(one.id));
  const moved = { ...anObservation(other.id), id: observation.id };
  const update = chart.update(clinician, { type: "Observation", id: observation.id }, moved);
  await expect(update).rejects.toMatchObject({ code: "chart/other-patient" });
});

test("versions that a scope hides take no place in a history, whatever the page's length", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const of = (category: string) => ({
    ...anObservation(patient.id),
    category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: category }] }],
  });
  const { value: first } = await chart.create(clinician, "Observation", of("vital-signs"));
  const target = { type: "Observation", id: first.id } as const;
  for (let n = 0; n < 6; n += 1) await chart.update(clinician, target, { ...of("laboratory"), id: first.id });
  const client = aClient(tenant, "system/Observation.rs?category=vital-signs");
  for (const count of [1, 2, 4, 5, 20]) {
    const { value } = await chart.history(client, { ...target, count });
    expect(value.versions.map(({ version }) => version)).toEqual([1]);
    expect(value.next).toBeUndefined();
  }
});

test("a record that would hold everybody up is refused", async () => {
  const tenant = await anOrganisation(house);
  const names = Array.from({ length: 20_000 }, (_, n) => ({
    family: ((n * 2_654_435_761) >>> 0).toString(36),
  }));
  const create = chart.create(aClinician(tenant), "Patient", { resourceType: "Patient", name: names });
  await expect(create).rejects.toMatchObject({ code: "chart/too-large" });
});
