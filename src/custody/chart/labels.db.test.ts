import { expect, test } from "vitest";
import {
  aClient,
  aClinician,
  aHouse,
  anOrganisation,
  aPatient,
  aReceptionist,
  inside,
} from "../../../test/people/index.ts";
import { aStanding } from "../../../test/people/standing.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { type Caller, noPermissions, removedLabelSystem, roles } from "../access/index.ts";
import { labelled, labelsCalledFor, sensitivitySystem, takesLabelOff } from "../policy/index.ts";

const house = await aHouse();
const chart = house.chartWith({ policy: { label: labelled, takesLabelOff } });

const removal = { tag: [{ system: removedLabelSystem, code: "PSY" }] };
const depression = { coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "F32.1" }] };
const refused = { code: "chart/field-not-yours" };

function withoutMeta(resource: FhirResource): FhirResource {
  const { meta: _, ...rest } = resource;
  return { ...rest, resourceType: rest.resourceType };
}

function labelsOf({ meta }: FhirResource): unknown[] {
  const { security = [] } = (meta ?? {}) as { security?: { system: string; code: string }[] };
  return security.filter(({ system }) => system === sensitivitySystem).map(({ code }) => code);
}

async function aBooking() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const words: FhirResource = {
    resourceType: "Appointment",
    status: "booked",
    reasonCode: [depression],
    participant: [{ actor: { reference: `Patient/${patient.id}` }, status: "accepted" }],
  };
  const { value } = await chart.create(clinician, "Appointment", words);
  const desk: Caller = {
    ...aReceptionist(tenant),
    fieldRules: roles["front-desk"].fieldRules,
    clearances: roles["front-desk"].clearances,
    standing: aStanding({ labelsCalledFor }),
  };
  return { tenant, clinician, desk, target: { type: "Appointment", id: value.id } as const, stored: inside(value) };
}

test("whoever keeps consents takes a label off", async () => {
  const { clinician, target, stored } = await aBooking();
  expect(labelsOf(stored)).toEqual(["PSY"]);
  const { value } = await chart.update(clinician, target, { ...stored, meta: removal });
  expect(labelsOf(inside(value))).toEqual([]);
});

test("without that permission nobody does, an app or program included, and what was sent is refused with its path", async () => {
  const { tenant, clinician, target, stored } = await aBooking();
  const without: Caller = { ...clinician, permissions: noPermissions };
  for (const caller of [without, aClient(tenant, "system/Appointment.cruds")]) {
    const attempt = chart.update(caller, target, { ...stored, meta: removal });
    await expect(attempt).rejects.toMatchObject({ ...refused, path: "Appointment.meta.tag" });
    const { value } = await chart.update(caller, target, withoutMeta(stored));
    expect(labelsOf(inside(value))).toEqual(["PSY"]);
  }
});

test("what was taken off before stays off, whoever writes", async () => {
  const { clinician, target, stored } = await aBooking();
  await chart.update(clinician, target, { ...stored, meta: removal });
  const { value: seen } = await chart.read(clinician, target);
  const without: Caller = { ...clinician, permissions: noPermissions };
  for (const sent of [inside(seen), withoutMeta(stored)]) {
    const { value } = await chart.update(without, target, sent);
    expect(labelsOf(inside(value))).toEqual([]);
  }
});

test("whoever doesn't see the reason of a label isn't told that it was taken off, by no answer and no refusal", async () => {
  const { clinician, desk, target, stored } = await aBooking();
  const seen = inside((await chart.read(desk, target)).value);
  const removing = () => chart.update(desk, target, { ...seen, meta: removal });
  await expect(removing()).rejects.toMatchObject(refused);
  await chart.update(clinician, target, { ...stored, meta: removal });
  await expect(removing()).rejects.toMatchObject(refused);
  expect((await chart.read(desk, target)).value.body.toString()).not.toContain("PSY");
  const tagged = [["_tag", `${removedLabelSystem}|PSY`]] as const;
  expect((await chart.search(desk, "Appointment", tagged)).value.matches).toHaveLength(0);
  expect((await chart.search(clinician, "Appointment", tagged)).value.matches).toHaveLength(1);
  const { value: written } = await chart.update(desk, target, { ...seen, status: "arrived" });
  expect(written.body.toString()).not.toContain("PSY");
  expect(labelsOf(inside((await chart.read(clinician, target)).value))).toEqual([]);
});

async function aSignedNote() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const words: FhirResource = {
    resourceType: "DocumentReference",
    status: "current",
    docStatus: "final",
    subject: { reference: `Patient/${patient.id}` },
    content: [{ attachment: { contentType: "text/plain", data: "U2xlZXBz" } }],
  };
  const { value } = await chart.create(clinician, "DocumentReference", words, { action: "sign" });
  return { clinician, target: { type: "DocumentReference", id: value.id } as const, stored: inside(value) };
}

const psychiatric = { system: sensitivitySystem, code: "PSY" };
const signed = { code: "chart/signed-is-final" };

test("a signed note stays as it was signed; who may see it can be said later", async () => {
  const { clinician, target, stored } = await aSignedNote();
  const { value } = await chart.update(clinician, target, {
    ...stored,
    meta: { ...stored.meta, security: [psychiatric] },
  });
  expect(labelsOf(inside(value))).toEqual(["PSY"]);
  expect(withoutMeta(inside(value))).toEqual(withoutMeta(stored));
  const { value: taken } = await chart.update(clinician, target, { ...inside(value), meta: removal });
  expect(labelsOf(inside(taken))).toEqual([]);
  await expect(
    chart.update({ ...clinician, permissions: noPermissions }, target, {
      ...stored,
      meta: { tag: [{ ...removal.tag[0], code: "SEX" }] },
    }),
  ).rejects.toMatchObject(refused);
});

test("a label opens a signed note to no other change", async () => {
  const { clinician, target, stored } = await aSignedNote();
  const security = [psychiatric];
  const others: readonly FhirResource[] = [
    stored,
    withoutMeta(stored),
    { ...stored, description: "else", meta: { security } },
    { ...stored, docStatus: "preliminary", meta: { security } },
    { ...stored, authenticator: { display: "Somebody" }, meta: { security } },
    { ...stored, meta: { security: [...security, { system: "urn:x", code: "R" }] } },
    { ...stored, meta: { security, profile: ["urn:x"] } },
    { ...stored, meta: { tag: [{ system: "urn:x", code: "y" }] } },
  ];
  for (const sent of others) await expect(chart.update(clinician, target, sent)).rejects.toMatchObject(signed);
  await expect(chart.delete(clinician, target)).rejects.toMatchObject(signed);
});
