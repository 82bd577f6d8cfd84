import { expect, test } from "vitest";
import { type Member, aGovernance } from "../../src/care/governance/testing/a-governance.ts";
import { type Caller, noPermissions, parseScopes, removedLabelSystem } from "../../src/custody/access/index.ts";
import type { FhirResource, ResourceType } from "../../src/foundation/fhir/index.ts";
import type { ResourceId } from "../../src/foundation/kernel/index.ts";
import { aPatient, anObservation, inside } from "../people/index.ts";
import { exceptionalServer } from "./exceptional-server.ts";

// An emergency opens a record for a while. What is written meanwhile must not keep it open, nor change who else may see it.

const it = await aGovernance();
const { house } = it;
const { policy, chart, governance } = exceptionalServer(it, house);
const { breakGlass } = governance;

const me = "Practitioner/7c9e6679-7425-40de-944b-e07fc1f90ae7";
const ward = "6d5a3f0e-1111-4a0b-8c3d-000000000001";

async function as(member: Member, facilities?: readonly string[]): Promise<Caller> {
  const { tenant, id, role } = member;
  const references = member.role === "clinician" ? [] : [me];
  return { ...member, ...(await policy.facts({ tenant, kind: "person", id, role, references, facilities })) };
}

async function anEmergency() {
  const tenant = await it.anOrganisation();
  const writer = it.member(tenant, "clinician", "Dr Ada Okafor");
  const therapist = it.member(tenant, "therapist", "Thea Lund");
  const { value } = await chart.create(await as(writer), "Patient", aPatient());
  const consent = await chart.create(await as(writer), "Consent", aConsent(value.id));
  const ask = async (member: Member, facilities?: readonly string[]) =>
    breakGlass.ask(await as(member, facilities), {
      patient: { by: "id", id: value.id },
      reason: { kind: "emergency-treatment", words: "Found unconscious in the waiting room." },
    });
  return { tenant, writer, therapist, patient: value, consent: consent.value, ask };
}

function aConsent(patient: ResourceId, provision?: FhirResource["provision"]): FhirResource {
  return {
    resourceType: "Consent",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    category: [{ coding: [{ system: "http://loinc.org", code: "59284-0" }] }],
    patient: { reference: `Patient/${patient}` },
    dateTime: new Date(house.now()).toISOString(),
    policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTIN" }] },
    ...(provision === undefined ? {} : { provision }),
  };
}

const self = { reference: me };
const about = (patient: ResourceId) => ({ reference: `Patient/${patient}` });
const claims: Readonly<Record<string, (patient: ResourceId) => FhirResource>> = {
  "a care team": (patient) => ({
    resourceType: "CareTeam",
    status: "active",
    subject: about(patient),
    participant: [{ member: self }],
  }),
  "an encounter": (patient) => ({
    resourceType: "Encounter",
    status: "in-progress",
    class: { code: "AMB" },
    subject: about(patient),
    participant: [{ individual: self }],
  }),
  "an appointment": (patient) => ({
    resourceType: "Appointment",
    status: "booked",
    start: new Date(house.now() + 1000).toISOString(),
    end: new Date(house.now() + 2000).toISOString(),
    participant: [
      { actor: about(patient), status: "accepted" },
      { actor: self, status: "accepted" },
    ],
  }),
};

test.each(Object.entries(claims))("%s that names its writer isn't written in an emergency", async (_name, make) => {
  const { therapist, patient, ask } = await anEmergency();
  const resource = make(patient.id);
  await ask(therapist);
  const writing = chart.create(await as(therapist), resource.resourceType as ResourceType, resource);
  await expect(writing).rejects.toMatchObject({ code: "chart/not-in-an-emergency" });
  house.wait(3 * 3_600_000);
  await expect(chart.read(await as(therapist), { type: "Patient", id: patient.id })).rejects.toMatchObject({
    code: "chart/not-found",
  });
});

test("nobody becomes a patient's general practitioner in an emergency", async () => {
  const { therapist, patient, ask } = await anEmergency();
  await ask(therapist);
  const next = { ...(inside(patient) as FhirResource), generalPractitioner: [self] };
  await expect(
    chart.update(await as(therapist), { type: "Patient", id: patient.id }, next, undefined),
  ).rejects.toMatchObject({ code: "chart/not-in-an-emergency" });
});

test("a consent is neither given, changed nor removed in an emergency", async () => {
  const { therapist, patient, consent, ask } = await anEmergency();
  await ask(therapist);
  const caller = await as(therapist);
  const target = { type: "Consent", id: consent.id } as const;
  const withdrawn = { ...(inside(consent) as FhirResource), status: "inactive" };
  for (const writing of [
    () => chart.create(caller, "Consent", aConsent(patient.id)),
    () => chart.update(caller, target, withdrawn, undefined),
    () => chart.delete(caller, target),
  ])
    await expect(writing()).rejects.toMatchObject({ code: "chart/not-in-an-emergency" });
});

test("a label that hides a record stays on in an emergency, whatever else is written; tied to the patient it may come off", async () => {
  const { writer, therapist, patient, ask } = await anEmergency();
  const depression = { coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code: "F32.1" }] };
  const { value } = await chart.create(await as(writer), "Condition", {
    resourceType: "Condition",
    code: depression,
    subject: about(patient.id),
  });
  const target = { type: "Condition", id: value.id } as const;
  await ask(therapist);
  const removal = { system: removedLabelSystem, code: "PSY" };
  const takeOff = (caller: Caller) =>
    chart.changeMeta(caller, target, (meta) => ({ ...meta, tag: [removal] }), undefined);
  await expect(takeOff(await as(therapist))).rejects.toMatchObject({ code: "chart/not-in-an-emergency" });
  const stored = inside((await chart.read(await as(therapist), target)).value) as FhirResource;
  const without = { ...stored, meta: { tag: [removal] } };
  await expect(chart.update(await as(therapist), target, without, undefined)).rejects.toMatchObject({
    code: "chart/not-in-an-emergency",
  });
  await chart.update(
    await as(therapist),
    target,
    { ...stored, note: [{ text: "Seen in the waiting room." }] },
    undefined,
  );
  await takeOff(await as(writer));
});

test("whoever is held to a ward doesn't move the patient there in an emergency", async () => {
  const { tenant, patient, ask } = await anEmergency();
  const nurse = it.member(tenant, "nurse", "Nia Bell");
  await ask(nurse, [ward]);
  const admission: FhirResource = {
    resourceType: "Encounter",
    status: "in-progress",
    class: { code: "IMP" },
    subject: about(patient.id),
    location: [{ location: { reference: `Location/${ward}` } }],
  };
  await expect(chart.create(await as(nurse, [ward]), "Encounter", admission)).rejects.toMatchObject({
    code: "chart/not-in-an-emergency",
  });
});

test("care is written down in an emergency, and an encounter of somebody else's", async () => {
  const { therapist, patient, ask } = await anEmergency();
  await ask(therapist);
  await chart.create(await as(therapist), "Observation", anObservation(patient.id));
  const other = { reference: "Practitioner/7c9e6679-7425-40de-944b-e07fc1f90ae8" };
  await chart.create(await as(therapist), "Encounter", {
    resourceType: "Encounter",
    status: "in-progress",
    class: { code: "AMB" },
    subject: about(patient.id),
    participant: [{ individual: other }],
  });
});

test("who is tied to the patient anyway writes as ever, emergency or not", async () => {
  const { writer, therapist, patient, ask } = await anEmergency();
  await ask(therapist);
  const team = { resourceType: "CareTeam", status: "active", subject: about(patient.id) } as const;
  await chart.create(await as(writer), "CareTeam", { ...team, participant: [{ member: self }] });
  await chart.create(await as(therapist), "CareTeam", { ...team, participant: [{ member: self }], name: "Two" });
});

test("a consent is changed by whoever keeps consents, or by a program that was given them, and by no other way", async () => {
  const { tenant, consent, patient, writer } = await anEmergency();
  const target = { type: "Consent", id: consent.id } as const;
  const withdrawn = { ...(inside(consent) as FhirResource), status: "inactive" };
  const app = { id: "app", name: "An app", scopes: parseScopes("user/Consent.cruds") };
  const notKeepers: readonly Caller[] = [
    { ...it.member(tenant, "nurse", "Nia Bell"), reach: "organisation" },
    { ...(await as(writer)), app, permissions: noPermissions },
  ];
  for (const caller of notKeepers)
    for (const writing of [
      () => chart.create(caller, "Consent", aConsent(patient.id)),
      () => chart.update(caller, target, withdrawn, undefined),
      () => chart.delete(caller, target),
      () => chart.transact(caller, [{ kind: "update", type: "Consent", id: consent.id, resource: withdrawn }]),
    ])
      await expect(writing()).rejects.toMatchObject({ code: "chart/not-permitted" });
  const program: Caller = {
    tenant,
    kind: "client",
    id: "consents",
    name: "Consent service",
    scopes: parseScopes("system/Consent.cruds"),
    permissions: noPermissions,
    from: "192.0.2.8",
    requestId: "r1",
  };
  await chart.update(program, target, withdrawn, undefined);
  await chart.update(await as(writer), target, { ...withdrawn, status: "active" }, undefined);
});
