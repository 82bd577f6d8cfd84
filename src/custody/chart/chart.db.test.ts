import { expect, test } from "vitest";
import {
  aClient,
  aClinician,
  aHouse,
  aNote,
  anObservation,
  anOrganisation,
  aPatient,
  aReceptionist,
  inside,
} from "../../../test/people/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";

const house = await aHouse();
const { chart, reader } = house;
const nobody = "00000000-0000-4000-8000-000000000000" as ResourceId;

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value } = await chart.create(clinician, "Patient", aPatient());
  return { tenant, clinician, patient: value.id };
}

test("what was created is read back as it was sent, with id and meta of the server", async () => {
  const { clinician, patient } = await aChart();
  const sent = anObservation(patient, { value: 71.5 });
  const { value: made, created } = await chart.create(clinician, "Observation", {
    ...sent,
    id: "chosen-by-the-sender",
  });
  expect(created).toBe(true);
  const { value: found } = await chart.read(clinician, { type: "Observation", id: made.id });
  const { id, meta, ...rest } = inside(found);
  expect(rest).toEqual(sent);
  expect(id).toBe(made.id);
  expect(meta).toEqual({ versionId: "1", lastUpdated: "2026-03-07T09:00:00.000Z" });
  expect(found.patient).toBe(patient);
});

test("a number keeps its digits", async () => {
  const { clinician, patient } = await aChart();
  const { parseResourceText } = await import("../../foundation/fhir/index.ts");
  const text = JSON.stringify(anObservation(patient)).replace('"value":71.5', '"value":71.500');
  const { value } = await chart.create(clinician, "Observation", parseResourceText(text) as FhirResource);
  const { value: found } = await chart.read(clinician, { type: "Observation", id: value.id });
  expect(found.body.toString()).toContain('"value":71.500');
});

test("each act is witnessed in the patient's part of the ledger, newest first", async () => {
  const { tenant, clinician, patient } = await aChart();
  const { value } = await chart.create(clinician, "Observation", anObservation(patient));
  const target = { type: "Observation", id: value.id } as const;
  await chart.read(clinician, target);
  await chart.update(clinician, target, { ...inside(value), status: "amended" });
  await chart.search(clinician, "Observation", [["patient", patient]]);
  await chart.history(clinician, { ...target, count: 10 });
  const { entryIds } = await chart.delete(clinician, target);
  const found = await reader.aboutPatient(tenant, patient, { limit: 50 });
  expect(found.map(({ entry }) => entry.action)).toEqual([
    "delete",
    "history",
    "search",
    "update",
    "read",
    "create",
    "create",
  ]);
  expect(found[0]?.entryId).toBe(entryIds[0]);
  expect(found[4]?.entry).toMatchObject({
    actor: { kind: "person", id: clinician.id, name: clinician.name, role: "clinician" },
    why: "as clinician of this organisation",
    from: "192.0.2.7",
    resources: [`Observation/${value.id}/1`],
    count: 1,
  });
});

test("an update makes a new version and keeps the old one", async () => {
  const { clinician, patient } = await aChart();
  const target = { type: "Patient", id: patient } as const;
  const { value: second } = await chart.update(clinician, target, { ...aPatient({ city: "Limerick" }), id: patient });
  expect(second.version).toBe(2);
  expect(inside((await chart.read(clinician, target)).value)["address"]).toEqual([{ city: "Limerick", country: "IE" }]);
  expect(inside((await chart.vread(clinician, { ...target, version: 1 })).value)["address"]).toEqual([
    { city: "Cork", country: "IE" },
  ]);
  await expect(chart.vread(clinician, { ...target, version: 3 })).rejects.toMatchObject({ code: "chart/not-found" });
});

test("an update that insists on a version is refused once another was written", async () => {
  const { clinician, patient } = await aChart();
  const target = { type: "Patient", id: patient } as const;
  await chart.update(clinician, target, { ...aPatient(), id: patient }, 1);
  await expect(chart.update(clinician, target, { ...aPatient(), id: patient }, 1)).rejects.toMatchObject({
    code: "chart/precondition-failed",
  });
});

test("of twenty updates at once that insist on the same version, one is written", async () => {
  const { clinician, patient } = await aChart();
  const target = { type: "Patient", id: patient } as const;
  const attempts = Array.from({ length: 20 }, (_, n) =>
    chart.update(clinician, target, { ...aPatient({ city: `Town ${n}` }), id: patient }, 1),
  );
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const codes = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []));
  expect(new Set(codes)).toEqual(new Set(["chart/precondition-failed"]));
  expect((await chart.read(clinician, target)).value.version).toBe(2);
});

test("updates at once that insist on nothing become versions one after the other", async () => {
  const { clinician, patient } = await aChart();
  const target = { type: "Patient", id: patient } as const;
  const attempts = Array.from({ length: 4 }, (_, n) =>
    chart.update(clinician, target, { ...aPatient({ city: `Town ${n}` }), id: patient }),
  );
  const versions = (await Promise.all(attempts)).map(({ value }) => value.version);
  expect(new Set(versions)).toEqual(new Set([2, 3, 4, 5]));
});

test("a deleted resource is gone from reads and searches, and its history remains", async () => {
  const { clinician, patient } = await aChart();
  const { value } = await chart.create(clinician, "Observation", anObservation(patient));
  const target = { type: "Observation", id: value.id } as const;
  await chart.delete(clinician, target);
  await expect(chart.read(clinician, target)).rejects.toMatchObject({ code: "chart/deleted" });
  await expect(chart.update(clinician, target, inside(value))).rejects.toMatchObject({ code: "chart/deleted" });
  expect((await chart.delete(clinician, target)).value).toBeUndefined();
  expect((await chart.search(clinician, "Observation", [["patient", patient]])).value.matches).toEqual([]);
  const { value: history } = await chart.history(clinician, { ...target, count: 10 });
  expect(history.versions.map(({ version, deleted }) => [version, deleted])).toEqual([
    [2, true],
    [1, false],
  ]);
});

test("history comes in pages, of one resource and of a type", async () => {
  const { clinician, patient } = await aChart();
  const target = { type: "Patient", id: patient } as const;
  for (let n = 2; n <= 5; n += 1)
    await chart.update(clinician, target, { ...aPatient({ city: `Town ${n}` }), id: patient });
  for (const query of [target, { type: "Patient" } as const]) {
    const versions: number[] = [];
    let cursor: string | undefined;
    do {
      const { value: page } = await chart.history(clinician, { ...query, count: 2, cursor });
      versions.push(...page.versions.map(({ version }) => version));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(versions).toEqual([5, 4, 3, 2, 1]);
  }
});

test("history since a moment leaves out what was before", async () => {
  const { clinician, patient } = await aChart();
  house.wait(60_000);
  const since = house.now();
  await chart.update(clinician, { type: "Patient", id: patient }, { ...aPatient({ city: "Sligo" }), id: patient });
  const { value } = await chart.history(clinician, { type: "Patient", id: patient, count: 10, since });
  expect(value.versions.map(({ version }) => version)).toEqual([2]);
});

test("an invalid resource is refused with every fault and its place", async () => {
  const { clinician, patient } = await aChart();
  const { status: _, ...incomplete } = anObservation(patient);
  const refused = chart.create(clinician, "Observation", { ...incomplete, surprise: true });
  await expect(refused).rejects.toMatchObject({ code: "chart/invalid-resource" });
  const { faults } = await refused.catch((error) => error);
  expect(faults.map(({ expression }: { expression: string }) => expression).sort()).toEqual([
    "Observation.status",
    "Observation.surprise",
  ]);
});

test("what is about a patient who isn't here is refused", async () => {
  const { clinician } = await aChart();
  await expect(chart.create(clinician, "Observation", anObservation(nobody))).rejects.toMatchObject({
    code: "chart/unknown-patient",
  });
});

test("whoever lacks a scope is refused alike, whether or not the resource exists", async () => {
  const { tenant, clinician, patient } = await aChart();
  const { value } = await chart.create(clinician, "Observation", anObservation(patient));
  const receptionist = aReceptionist(tenant);
  for (const id of [value.id, nobody]) {
    await expect(chart.read(receptionist, { type: "Observation", id })).rejects.toMatchObject({
      code: "chart/not-permitted",
    });
  }
  await expect(chart.search(receptionist, "Observation", [])).rejects.toMatchObject({ code: "chart/not-permitted" });
});

test("a scope with criteria bounds reads, searches, totals, includes and writes", async () => {
  const { tenant, clinician, patient } = await aChart();
  const weight = (await chart.create(clinician, "Observation", anObservation(patient))).value;
  const pulse = (
    await chart.create(clinician, "Observation", anObservation(patient, { code: "8867-4", unit: "/min", value: 72 }))
  ).value;
  const client = aClient(
    tenant,
    "system/Observation.cruds?code=http://loinc.org|8867-4 system/Patient.rs?family=Nobody",
  );
  await expect(chart.read(client, { type: "Observation", id: weight.id })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  expect((await chart.read(client, { type: "Observation", id: pulse.id })).value.id).toBe(pulse.id);
  const { value } = await chart.search(client, "Observation", [
    ["patient", patient],
    ["_total", "accurate"],
    ["_include", "Observation:patient"],
  ]);
  expect(value.matches.map(({ id }) => id)).toEqual([pulse.id]);
  expect(value.total).toBe(1);
  expect(value.included).toEqual([]);
  await expect(chart.create(client, "Observation", anObservation(patient))).rejects.toMatchObject({
    code: "chart/outside-scope",
  });
  await expect(
    chart.update(client, { type: "Observation", id: pulse.id }, { ...anObservation(patient), id: pulse.id }),
  ).rejects.toMatchObject({ code: "chart/outside-scope" });
  await expect(chart.delete(client, { type: "Observation", id: weight.id })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  expect((await chart.history(client, { type: "Observation", count: 10 })).value.versions.map(({ id }) => id)).toEqual([
    pulse.id,
  ]);
});

test("several scopes with criteria reach what any of them reaches, and no more", async () => {
  const { tenant, clinician, patient } = await aChart();
  const made: { readonly id: string; readonly code: string }[] = [];
  for (const code of ["29463-7", "8867-4", "8310-5"]) {
    const { value } = await chart.create(clinician, "Observation", anObservation(patient, { code }));
    made.push({ id: value.id, code });
  }
  const client = aClient(
    tenant,
    "system/Observation.rs?code=http://loinc.org|8867-4 system/Observation.rs?code=http://loinc.org|8310-5&status=final",
  );
  const { value } = await chart.search(client, "Observation", [["_total", "accurate"]]);
  expect(value.matches.map(({ id }) => made.find((one) => one.id === id)?.code)).toEqual(["8310-5", "8867-4"]);
  expect(value.total).toBe(2);
  await expect(
    chart.read(client, { type: "Observation", id: (made[0]?.id ?? "") as ResourceId }),
  ).rejects.toMatchObject({ code: "chart/not-found" });
});

test("a signed note is final: no update, no deletion", async () => {
  const { clinician, patient } = await aChart();
  const { value } = await chart.create(clinician, "DocumentReference", aNote(patient, { docStatus: "final" }), {
    action: "sign",
  });
  const target = { type: "DocumentReference", id: value.id } as const;
  await expect(chart.update(clinician, target, { ...inside(value), docStatus: "amended" })).rejects.toMatchObject({
    code: "chart/signed-is-final",
  });
  await expect(chart.delete(clinician, target)).rejects.toMatchObject({ code: "chart/signed-is-final" });
});

test("of twenty conditional creates at once, one creates and the others meet what it made", async () => {
  const { clinician } = await aChart();
  const ifNoneExist = [["identifier", "https://wardbook.test/mrn|M-77"]] as const;
  const attempts = Array.from({ length: 20 }, () =>
    chart.create(clinician, "Patient", aPatient({ mrn: "M-77" }), { ifNoneExist }),
  );
  const outcomes = await Promise.all(attempts);
  expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(outcomes.map(({ value }) => value.id)).size).toBe(1);
  expect((await chart.search(clinician, "Patient", [["identifier", "M-77"]])).value.matches).toHaveLength(1);
});

test("a condition that matches several is refused", async () => {
  const { clinician } = await aChart();
  await chart.create(clinician, "Patient", aPatient());
  const conditional = chart.create(clinician, "Patient", aPatient(), { ifNoneExist: [["family", "Halloran"]] });
  await expect(conditional).rejects.toMatchObject({ code: "chart/multiple-matches" });
});

test("creates of one moment share transactions, and each gets entries of its own", async () => {
  const { tenant, clinician, patient } = await aChart();
  const made = await Promise.all(
    Array.from({ length: 30 }, (_, n) => chart.create(clinician, "Observation", anObservation(patient, { value: n }))),
  );
  const ids = made.flatMap(({ entryIds }) => entryIds);
  expect(new Set(ids).size).toBe(30);
  expect(new Set(ids.map((id) => id.split(".")[0])).size).toBeLessThan(30);
  for (const { value, entryIds } of made) {
    expect((await reader.entry(tenant, entryIds[0] ?? "")).resources).toEqual([`Observation/${value.id}/1`]);
  }
});

test("a conflict among writes of one moment harms only the write at fault", async () => {
  const { clinician, patient } = await aChart();
  const target = { type: "Patient", id: patient } as const;
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 5 }, (_, n) =>
      chart.update(clinician, target, { ...aPatient({ city: `Town ${n}` }), id: patient }, 1),
    ),
    ...Array.from({ length: 5 }, () => chart.create(clinician, "Observation", anObservation(patient))),
  ]);
  expect(outcomes.slice(0, 5).filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.slice(5).every(({ status }) => status === "fulfilled")).toBe(true);
});

test("a new patient and what is about them are readable by a process that starts later", async () => {
  const { clinician, patient } = await aChart();
  const { value } = await chart.create(clinician, "Observation", anObservation(patient));
  const other = house.anotherProcess();
  const { value: found } = await other.chart.read(clinician, { type: "Observation", id: value.id });
  expect(found.body).toEqual(value.body);
  expect(found.patient).toBe(patient);
});

test("patients registered by two processes at the same moment, by the same clock, are both there", async () => {
  const { clinician } = await aChart();
  const processes = [house.anotherProcess(), house.anotherProcess()];
  const made = await Promise.all(
    processes.flatMap((process) =>
      Array.from({ length: 5 }, () => process.chart.create(clinician, "Patient", aPatient())),
    ),
  );
  expect(new Set(made.map(({ value }) => value.id)).size).toBe(10);
  const { chart: later } = house.anotherProcess();
  for (const { value } of made)
    expect((await later.read(clinician, { type: "Patient", id: value.id })).value.body).toEqual(value.body);
});
