import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  aClinician,
  aHouse,
  anObservation,
  anOrganisation,
  aPatient,
  aReceptionist,
} from "../../../test/people/index.ts";
import { aStanding } from "../../../test/people/standing.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, type ConsentProvision, parseScope, roles } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";

const house = await aHouse();
const { chart, now } = house;

const said = (version: OpenVersion) => JSON.parse(version.body.toString()) as FhirResource;
const notFound = { code: "chart/not-found" };

function anAppointment(patient: string, words: Partial<FhirResource> = {}): FhirResource {
  return {
    resourceType: "Appointment",
    status: "booked",
    participant: [{ actor: { reference: `Patient/${patient}` }, status: "accepted" }],
    ...words,
  } as FhirResource;
}

const reason = { coding: [{ system: "http://snomed.info/sct", code: "35489007", display: "Depressive disorder" }] };
const psychiatric = { security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "PSY" }] };

async function aClinic() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const desk: Caller = { ...aReceptionist(tenant), fieldRules: roles["front-desk"].fieldRules };
  return { tenant, clinician, desk, patient: patient.id };
}

test("a hidden field is in no answer, whichever way it is asked for", async () => {
  const { clinician, desk, patient } = await aClinic();
  const { value: booked } = await chart.create(
    clinician,
    "Appointment",
    anAppointment(patient, {
      reasonCode: [reason],
      text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">Depressive</div>' },
    }),
  );
  const target = { type: "Appointment", id: booked.id } as const;
  const { value: found } = await chart.search(desk, "Appointment", []);
  const answers = [
    (await chart.read(desk, target)).value,
    (await chart.vread(desk, { ...target, version: 1 })).value,
    ...(await chart.history(desk, { ...target, count: 5 })).value.versions,
    ...(await chart.history(desk, { type: "Appointment", count: 5 })).value.versions,
    ...found.matches,
    ...(await chart.search(desk, "Patient", [["_revinclude", "Appointment:patient"]])).value.included,
  ];
  expect(answers).toHaveLength(6);
  for (const answer of answers) {
    expect(answer.body.toString()).not.toContain("Depressive");
    expect(said(answer)["status"]).toBe("booked");
  }
  const asks = async (name: string, value: string) =>
    (await chart.search(desk, "Appointment", [[name, value]])).value.matches.length;
  expect(await asks("reason-code", "35489007")).toBe(0);
  expect(await asks("reason-code:not", "35489007")).toBe(1);
  expect(await asks("reason-code:missing", "true")).toBe(1);
  expect(await asks("status", "booked")).toBe(1);
});

test("whoever doesn't see a field keeps it by writing, and can't write it", async () => {
  const { clinician, desk, patient } = await aClinic();
  const { value: booked } = await chart.create(
    clinician,
    "Appointment",
    anAppointment(patient, {
      reasonCode: [reason],
      reasonReference: [{ reference: "#c" }],
      contained: [{ resourceType: "Condition", id: "c", subject: { reference: `Patient/${patient}` }, code: reason }],
      description: "low mood",
    }),
  );
  const target = { type: "Appointment", id: booked.id } as const;
  const seen = said((await chart.read(desk, target)).value);
  const { value: answer } = await chart.update(desk, target, { ...seen, status: "arrived" });
  expect(answer.body.toString()).not.toContain("low mood");
  const { value: whole } = await chart.read(clinician, target);
  expect(said(whole)).toMatchObject({ status: "arrived", description: "low mood", reasonCode: [reason] });
  expect(said(whole)["contained"]).toEqual(said(booked)["contained"]);
  // An own contained resource of the same id doesn't take the hidden one's place.
  await chart.update(desk, target, {
    ...seen,
    status: "booked",
    contained: [{ resourceType: "Practitioner", id: "c" }],
    basedOn: [{ reference: "#c" }],
  });
  const again = said((await chart.read(clinician, target)).value);
  expect(again["contained"]).toEqual([
    { resourceType: "Practitioner", id: "c" },
    { resourceType: "Condition", id: "c-1", subject: { reference: `Patient/${patient}` }, code: reason },
  ]);
  expect(again["reasonReference"]).toEqual([{ reference: "#c-1" }]);
  await expect(chart.update(desk, target, { ...seen, description: "guess" })).rejects.toMatchObject({
    code: "chart/field-not-yours",
    path: "Appointment.description",
  });
  await expect(
    chart.create(desk, "Appointment", anAppointment(patient, { comment: "asks for Dr Osei" })),
  ).rejects.toMatchObject({ code: "chart/field-not-yours" });
});

test("a field is hidden wherever its type stands: in a bundle's entries and contained", async () => {
  const { clinician: without, patient } = await aClinic();
  const clinician: Caller = { ...without, scopes: [...without.scopes, parseScope("user/Bundle.cruds")] };
  const hidden: Caller = { ...clinician, fieldRules: [{ type: "Patient", path: "telecom", access: "hidden" }] };
  const telecom = [{ system: "phone", value: "+44 20 7946 0321" }];
  const bundle = {
    resourceType: "Bundle",
    type: "collection",
    entry: [
      { resource: { resourceType: "Patient", id: patient, telecom } },
      {
        resource: {
          resourceType: "Bundle",
          type: "collection",
          entry: [{ resource: { resourceType: "Patient", telecom, birthDate: "1948-02-29" } }],
        },
      },
    ],
  } as const;
  const observation: FhirResource = {
    ...anObservation(patient),
    text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">+44 20 7946 0321</div>' },
    contained: [{ resourceType: "Patient", id: "d", telecom, gender: "female" }],
    performer: [{ reference: "#d" }],
  };
  for (const resource of [bundle, observation] as readonly FhirResource[]) {
    const type = resource.resourceType as "Bundle" | "Observation";
    const { value: stored } = await chart.create(clinician, type, resource);
    const target = { type, id: stored.id } as const;
    expect(said((await chart.read(clinician, target)).value)).toMatchObject(resource);
    const seen = said((await chart.read(hidden, target)).value);
    const { value: answer } = await chart.update(hidden, target, { ...seen, language: "en" });
    const answers = [
      (await chart.read(hidden, target)).value,
      answer,
      ...(await chart.history(hidden, { ...target, count: 5 })).value.versions,
      ...(await chart.search(hidden, type, [["_sort", "_lastUpdated"]])).value.matches,
      ...(await chart.everything(hidden, { root: { type: "Patient", id: patient }, count: 100 })).value.matches,
    ];
    expect(answers.length).toBeGreaterThan(4);
    for (const { body } of answers) expect(body.toString()).not.toContain("0321");
    expect(said(answer)["language"]).toBe("en");
    // It stays as it was for those who see it.
    expect(said((await chart.read(clinician, target)).value)).toMatchObject({ ...resource, language: "en" });
    await expect(chart.create(hidden, type, resource)).rejects.toMatchObject({
      code: "chart/field-not-yours",
      path: type === "Bundle" ? "Bundle.entry[0].resource.telecom" : "Observation.contained[0].telecom",
    });
  }
});

test("a read-only field is seen and doesn't change", async () => {
  const { clinician, patient } = await aClinic();
  const keeper: Caller = {
    ...clinician,
    fieldRules: [{ type: "Patient", path: "birthDate", access: "read-only" }],
  };
  const target = { type: "Patient", id: patient } as const;
  const seen = said((await chart.read(keeper, target)).value);
  expect(seen["birthDate"]).toBe("1948-02-29");
  await expect(chart.update(keeper, target, { ...seen, birthDate: "1949-01-01" })).rejects.toMatchObject({
    code: "chart/field-not-yours",
    path: "Patient.birthDate",
  });
  await expect(chart.update(keeper, target, { ...seen, gender: "unknown" })).resolves.toBeDefined();
});

test("a label that came later hides the earlier versions too", async () => {
  const { clinician, patient } = await aClinic();
  const { value: first } = await chart.create(clinician, "Observation", anObservation(patient));
  const target = { type: "Observation", id: first.id } as const;
  const uncleared: Caller = { ...clinician, clearances: ["HIV"] };
  await expect(chart.vread(uncleared, { ...target, version: 1 })).resolves.toBeDefined();
  await chart.update(clinician, target, { ...said(first), meta: psychiatric } as FhirResource);
  await expect(chart.read(uncleared, target)).rejects.toMatchObject(notFound);
  await expect(chart.vread(uncleared, { ...target, version: 1 })).rejects.toMatchObject(notFound);
  await expect(chart.history(uncleared, { ...target, count: 5 })).rejects.toMatchObject(notFound);
  expect((await chart.history(uncleared, { type: "Observation", count: 5 })).value.versions).toEqual([]);
  expect((await chart.search(uncleared, "Observation", [["_total", "accurate"]])).value.total).toBe(0);
  await chart.delete(clinician, target);
  await expect(chart.read(uncleared, target)).rejects.toMatchObject(notFound);
  await expect(chart.read(clinician, target)).rejects.toMatchObject({ code: "chart/deleted" });
});

test("a consent denies, an emergency opens, and the ledger says which tie it was", async () => {
  const { tenant, clinician, patient } = await aClinic();
  const deny: ConsentProvision = { type: "deny", exceptions: [] };
  const denied: Caller = {
    ...clinician,
    purpose: "TREAT",
    standing: aStanding({ consentsOf: () => [{ source: "Consent/1", provision: deny }] }),
  };
  const target = { type: "Patient", id: patient } as const;
  await expect(chart.read(denied, target)).rejects.toMatchObject(notFound);
  const work = { needs: { interaction: "read", type: "Patient" }, run: async () => "draft" } as const;
  await expect(chart.withPatient(denied, patient, work)).rejects.toMatchObject(notFound);
  const grant = { id: "g", patient, from: now() - 1, until: now() + 7_200_000 };
  const glass: Caller = {
    ...denied,
    standing: aStanding({
      consentsOf: () => [{ source: "Consent/1", provision: deny }],
      breakGlassOn: (one) => (one === patient ? grant : undefined),
      brokenGlass: () => [grant],
    }),
  };
  await chart.read(glass, target);
  const treated: Caller = {
    ...clinician,
    standing: aStanding({ relationsTo: () => [{ kind: "care-team", from: Date.UTC(2026, 2, 3) }] }),
  };
  await chart.read(treated, target);
  await house.ledger.sequence(tenant);
  const entries = await house.reader.aboutPatient(tenant, patient, { limit: 2 });
  expect(entries.map(({ entry: { why, purpose } }) => [why, purpose])).toEqual([
    ["as clinician of this organisation; on the care team since 2026-03-03", undefined],
    ["as clinician of this organisation; in an emergency, under review", "ETREAT"],
  ]);
});

test("a patient who is hidden and one who isn't there are refused alike", async () => {
  const { clinician, patient } = await aClinic();
  const related: Caller = { ...clinician, reach: "related", standing: aStanding() };
  const absent = randomUUID() as ResourceId;
  for (const [type, about] of [
    ["Observation", (id: string) => anObservation(id)],
    ["Appointment", (id: string) => anAppointment(id)],
  ] as const) {
    const refusals = [];
    for (const id of [patient, absent]) {
      const refusal: unknown = await chart.create(related, type, about(id)).catch((error: unknown) => error);
      refusals.push(JSON.stringify([String(refusal), refusal]));
    }
    expect(refusals[0]).toBe(refusals[1]);
    expect(refusals[0]).toContain("chart/unknown-patient");
  }
});

test("whoever registers a patient may do so though nobody is related to them yet", async () => {
  const { clinician } = await aClinic();
  const related: Caller = { ...clinician, reach: "related", standing: aStanding() };
  const { value } = await chart.create(related, "Patient", aPatient());
  await expect(chart.read(related, { type: "Patient", id: value.id })).rejects.toMatchObject(notFound);
});
