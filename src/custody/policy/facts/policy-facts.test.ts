import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { FhirResource, JsonObject } from "../../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { type Relation, type RoleId, builtInRoleIds, roles as templates } from "../../access/index.ts";
import { isClaimingType } from "../claims/claims-of.ts";
import { actCode, consentScopeSystem } from "../consents/known-codes.ts";
import { definitionOf } from "../roles/role-definition.ts";
import type { StoredRole, TenantRoles } from "../roles/stored-role.ts";
import { defaultSettings } from "../settings.ts";
import { createTenantSnapshot } from "../snapshot/tenant-snapshot.ts";
import { type Basics, type Grants, type ProxyGrant, factsOf } from "./policy-facts.ts";

const day = 86_400_000;
const firstMoment = Date.parse("2026-03-09T10:00:00Z");
const tenant = 1 as TenantId;
const id = () => randomUUID() as ResourceId;

const stored: readonly StoredRole[] = builtInRoleIds.map((name) => ({
  id: name,
  role: templates[name],
  definition: definitionOf(templates[name]),
  revision: 0,
  builtIn: true,
  changedAt: undefined,
}));
const roles: TenantRoles = {
  get: (name) => stored.find((role) => role.id === name),
  all: () => stored,
  revisionOf: () => 0,
};

/** A small world: put resources in, ask what somebody is to a patient. */
function aWorld(given: Partial<Grants> = {}, timeZone = "UTC") {
  const grants: Grants = { breakGlass: [], vendors: [], proxies: [], ...given };
  const snapshot = createTenantSnapshot(timeZone);
  const versions = new Map<string, number>();
  let time = firstMoment;
  const put = (type: string, resource: JsonObject | undefined, as: ResourceId = id()) => {
    const version = (versions.get(as) ?? 0) + 1;
    versions.set(as, version);
    if (!isClaimingType(type as "Patient")) throw new RangeError(type);
    const whole = resource && ({ resourceType: type, id: as, ...resource } as FhirResource);
    snapshot.put({ type: type as "Patient", id: as, version, resource: whole });
    return as;
  };
  const asked = (basics: Partial<Basics>) =>
    factsOf(
      { snapshot, more: { roles, settings: defaultSettings, grants } },
      { tenant, kind: "person", id: "p1", role: "therapist", ...basics },
      () => time,
    );
  return {
    snapshot,
    put,
    facts: (basics: Partial<Basics>) => asked(basics).facts,
    /** Until when they hold if nothing is written. */
    until: (basics: Partial<Basics>) => asked(basics).until,
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
    now: () => time,
  };
}

const at = (offset: number) => new Date(firstMoment + offset).toISOString();
const reference = (text: string) => ({ reference: text });
const kinds = (relations: readonly Relation[], now = firstMoment) =>
  relations
    .filter(({ from, until }) => (from ?? -Infinity) <= now && now < (until ?? Infinity))
    .map(({ kind }) => kind);

test("a general practitioner, by name or by the practice they work for", () => {
  const { put, facts } = aWorld();
  const practice = put("Organization", { name: "Practice" });
  const doctor = `Practitioner/${id()}`;
  put("PractitionerRole", {
    active: true,
    practitioner: reference(doctor),
    organization: reference(`Organization/${practice}`),
  });
  const own = put("Patient", { generalPractitioner: [reference(doctor)] });
  const theirs = put("Patient", { generalPractitioner: [reference(`Organization/${practice}`)] });
  const other = put("Patient", {});
  const { standing } = facts({ references: [doctor] });
  expect(standing.relationsTo(own)).toEqual([{ kind: "general-practitioner", source: `Patient/${own}` }]);
  expect(kinds(standing.relationsTo(theirs))).toEqual(["general-practitioner"]);
  expect(standing.relationsTo(other)).toEqual([]);
  expect([...standing.relatedPatients()].sort()).toEqual([own, theirs].sort());
});

test("a care team's member, while they are on it and it is active", () => {
  const { put, facts, snapshot } = aWorld();
  const nurse = `Practitioner/${id()}`;
  const patient = put("Patient", {});
  const team = (rest: JsonObject) => ({
    status: "active",
    subject: reference(`Patient/${patient}`),
    participant: [{ member: reference(nurse), period: { start: at(-day), end: at(day) } }],
    ...rest,
  });
  const as = put("CareTeam", team({}));
  const { standing, references } = facts({ references: [nurse] });
  expect(kinds(standing.relationsTo(patient))).toEqual(["care-team"]);
  expect(kinds(standing.relationsTo(patient), firstMoment + 2 * day)).toEqual([]);
  // A consent may name the team.
  expect(references).toContain(`CareTeam/${as}`);
  put("CareTeam", team({ status: "inactive" }), as);
  expect(standing.relationsTo(patient)).toEqual([]);
  put("CareTeam", team({ period: { start: "later" } }), as);
  expect(standing.relationsTo(patient)).toEqual([]);
  put("CareTeam", team({}), as);
  expect(kinds(standing.relationsTo(patient))).toEqual(["care-team"]);
  put("CareTeam", undefined, as);
  expect(standing.relationsTo(patient)).toEqual([]);
  expect(snapshot.size().ties).toBe(0);
});

test("a team's and a consent's last day is a day of the organisation's own zone", () => {
  const zones = { "Pacific/Auckland": "2026-03-09T11:00:00Z", "America/Los_Angeles": "2026-03-10T07:00:00Z" };
  for (const [timeZone, over] of Object.entries(zones)) {
    const { put, facts, wait, now } = aWorld(undefined, timeZone);
    const patient = put("Patient", {});
    const nurse = `Practitioner/${id()}`;
    const period = { start: "2026-03-01", end: "2026-03-09" };
    put("CareTeam", {
      status: "active",
      subject: reference(`Patient/${patient}`),
      participant: [{ member: reference(nurse), period }],
    });
    put("Consent", {
      status: "active",
      scope: { coding: [{ system: consentScopeSystem, code: "patient-privacy" }] },
      patient: reference(`Patient/${patient}`),
      policyRule: { coding: [{ system: actCode, code: "OPTOUT" }] },
      provision: { period },
    });
    const on = () => kinds(facts({ references: [nurse] }).standing.relationsTo(patient), now());
    const [rule] = facts({ references: [nurse] }).standing.consentsOf(patient);
    expect(rule?.provision.period?.until).toBe(Date.parse(over));
    wait(Date.parse(over) - 1 - firstMoment);
    expect(on()).toEqual(["care-team"]);
    wait(1);
    expect(on()).toEqual([]);
  }
});

test("a team is a name of its members until the very moment at which their time on it ends, and from when it begins", () => {
  const { put, facts, until, wait, now } = aWorld();
  const patient = put("Patient", {});
  const nurse = `Practitioner/${id()}`;
  const participant = (period: JsonObject) => [{ member: reference(nurse), period }];
  const team = (period: JsonObject) =>
    put("CareTeam", { status: "active", subject: reference(`Patient/${patient}`), participant: participant(period) });
  const ending = team({ end: at(20_000) });
  const coming = team({ start: at(30_000) });
  const references = () => facts({ references: [nurse] }).references;
  expect(references()).toContain(`CareTeam/${ending}`);
  expect(references()).not.toContain(`CareTeam/${coming}`);
  const ends = until({ references: [nurse] });
  expect(ends).toBe(firstMoment + 20_001);
  wait(ends - now());
  expect(references()).not.toContain(`CareTeam/${ending}`);
  const begins = until({ references: [nurse] });
  expect(begins).toBe(firstMoment + 30_000);
  wait(begins - now());
  expect(references()).toContain(`CareTeam/${coming}`);
});

test("an appointment opens the record from a week before to thirty days after", () => {
  const { put, facts } = aWorld();
  const physio = `Practitioner/${id()}`;
  const patient = put("Patient", {});
  const booking = (status: string, start: string) => ({
    status,
    start,
    end: new Date(Date.parse(start) + 3_600_000).toISOString(),
    participant: [
      { actor: reference(`Patient/${patient}`), status: "accepted" },
      { actor: reference(physio), status: "accepted" },
    ],
  });
  const as = put("Appointment", booking("booked", at(0)));
  const { standing } = facts({ references: [physio] });
  const when = (offset: number) => kinds(standing.relationsTo(patient), firstMoment + offset);
  expect(when(-7 * day - 1)).toEqual([]);
  expect(when(-7 * day)).toEqual(["appointment"]);
  expect(when(30 * day + 3_600_000 - 1)).toEqual(["appointment"]);
  expect(when(30 * day + 3_600_001)).toEqual([]);
  for (const status of ["cancelled", "proposed", "entered-in-error", "waitlist"]) {
    put("Appointment", booking(status, at(0)), as);
    expect(standing.relationsTo(patient), status).toEqual([]);
  }
});

test("an admission ties those who take part, and those who work where the patient is", () => {
  const { put, facts } = aWorld();
  const home = put("Organization", { name: "Home" });
  const building = put("Location", { managingOrganization: reference(`Organization/${home}`) });
  const room = put("Location", { partOf: reference(`Location/${building}`) });
  const elsewhere = put("Location", {});
  const carer = `Practitioner/${id()}`;
  const stranger = `Practitioner/${id()}`;
  const doctor = `Practitioner/${id()}`;
  put("PractitionerRole", {
    active: true,
    practitioner: reference(carer),
    location: [reference(`Location/${building}`)],
  });
  put("PractitionerRole", {
    active: true,
    practitioner: reference(stranger),
    location: [reference(`Location/${elsewhere}`)],
  });
  const patient = put("Patient", {});
  const stay = (status: string) => ({
    status,
    subject: reference(`Patient/${patient}`),
    period: { start: at(-day) },
    participant: [{ individual: reference(doctor) }],
    location: [{ location: reference(`Location/${room}`) }],
  });
  const as = put("Encounter", stay("in-progress"));
  const relations = (who: string) => kinds(facts({ references: [who] }).standing.relationsTo(patient));
  expect([relations(doctor), relations(carer), relations(stranger)]).toEqual([["admission"], ["admission"], []]);
  expect(facts({ references: [carer] }).standing.relatedPatients()).toEqual([patient]);
  expect([...facts({}).standing.facilitiesOf(patient)].sort()).toEqual([room, building, home].sort());
  put("Encounter", stay("finished"), as);
  expect([relations(doctor), relations(carer)]).toEqual([[], []]);
  expect(facts({}).standing.facilitiesOf(patient)).toEqual([]);
});

test("somebody on shift, by the rota of their role, and not while they are away", () => {
  const { put, facts, wait } = aWorld();
  const ward = put("Location", {});
  const nurse = `Practitioner/${id()}`;
  const role = (rest: JsonObject) => ({
    active: true,
    practitioner: reference(nurse),
    location: [reference(`Location/${ward}`)],
    availableTime: [{ daysOfWeek: ["mon"], availableStartTime: "07:00:00", availableEndTime: "15:00:00" }],
    ...rest,
  });
  const as = put("PractitionerRole", role({}));
  const patient = put("Patient", {});
  put("Encounter", {
    status: "in-progress",
    subject: reference(`Patient/${patient}`),
    location: [{ location: reference(`Location/${ward}`) }],
  });
  const relations = () => facts({ references: [nurse], facilities: [id()] }).standing.relationsTo(patient);
  expect(relations()).toEqual([
    {
      kind: "on-shift",
      source: `PractitionerRole/${as}`,
      from: Date.parse("2026-03-09T07:00:00Z"),
      until: Date.parse("2026-03-09T15:00:00Z"),
    },
  ]);
  put(
    "PractitionerRole",
    role({ notAvailable: [{ description: "Leave", during: { start: "2026-03-09", end: "2026-03-12" } }] }),
    as,
  );
  expect(relations()).toEqual([]);
  put("PractitionerRole", role({}), as);
  wait(6 * 3_600_000);
  expect(relations()).toEqual([]);
});

test("a related person acts for a patient while the record and a proven authority say so, and for nobody else", () => {
  const proxies: ProxyGrant[] = [];
  const { put, facts, wait, now } = aWorld({ proxies });
  const patient = put("Patient", {});
  const sibling = put("Patient", {});
  const mother = (active: boolean, of = patient) => ({ active, patient: reference(`Patient/${of}`) });
  const as = put("RelatedPerson", mother(true));
  const basics = { role: "family-member", references: [`RelatedPerson/${as}`, `Patient/${patient}`], patient };
  // Neither what the profile says nor what the record says opens anything by itself.
  expect(facts(basics)).toMatchObject({ patient: undefined, references: [], clearances: [] });
  const proxy: ProxyGrant = {
    id: id(),
    person: "p1",
    patient,
    relatedPerson: as,
    extent: "ordinary",
    from: now(),
    until: now() + day,
  };
  proxies.push(proxy);
  expect(facts({ role: "family-member" })).toMatchObject({
    patient,
    reach: "patient",
    purpose: "FAMRQT",
    clearances: [],
  });
  expect(kinds(facts(basics).standing.relationsTo(patient))).toEqual(["related-person"]);
  expect(facts({ ...basics, patient: sibling }).patient).toBeUndefined();
  expect(facts({ ...basics, id: "p2" }).patient).toBeUndefined();
  expect(facts({ role: "therapist", references: [`RelatedPerson/${as}`] }).standing.relationsTo(patient)).toEqual([]);
  put("RelatedPerson", mother(false), as);
  expect(facts(basics).patient).toBeUndefined();
  // One that was moved to a sibling opens neither.
  put("RelatedPerson", mother(true, sibling), as);
  expect(facts(basics).patient).toBeUndefined();
  expect(facts({ ...basics, patient: sibling }).patient).toBeUndefined();
  put("RelatedPerson", { ...mother(true), period: { end: "2030-01-01" } }, as);
  expect(facts(basics).patient).toBe(patient);
  proxies.push({
    ...proxy,
    id: id(),
    patient: sibling,
    relatedPerson: put("RelatedPerson", mother(true, sibling)),
    extent: "whole",
  });
  // An ordinary authority doesn't get a second one's extent that the record doesn't agree to.
  const second = put("RelatedPerson", mother(true));
  proxies.push({ ...proxy, id: id(), relatedPerson: second, extent: "whole" });
  expect(facts(basics).clearances).toBeUndefined();
  put("RelatedPerson", mother(false), second);
  expect(facts(basics)).toMatchObject({ patient, clearances: [] });
  // Of several it has to be said for whom.
  expect(facts({ role: "family-member" }).patient).toBeUndefined();
  expect(facts({ ...basics, patient: sibling })).toMatchObject({ patient: sibling, clearances: undefined });
  wait(day);
  expect(facts(basics).patient).toBeUndefined();
  expect(kinds(facts(basics).standing.relationsTo(patient), now())).toEqual([]);
});

test("a patient sees themselves and nobody else", () => {
  const { put, facts } = aWorld();
  const patient = put("Patient", {});
  const other = put("Patient", {});
  const basics = { role: "patient", references: [`Patient/${patient}`] };
  expect(facts(basics).patient).toBe(patient);
  expect(facts(basics).standing.relationsTo(patient)).toEqual([{ kind: "self" }]);
  expect(facts({ ...basics, patient: other }).patient).toBeUndefined();
});

test("whoever a consent lets see everything is tied to the patient by it, and nobody whom it lets see a part", () => {
  const { put, facts } = aWorld();
  const [friend, other] = [`Practitioner/${id()}`, `Practitioner/${id()}`];
  const patient = put("Patient", {});
  const actor = (who: string) => ({ role: { text: "recipient" }, reference: reference(who) });
  const as = put("Consent", {
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    patient: reference(`Patient/${patient}`),
    policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTOUT" }] },
    provision: {
      provision: [
        { type: "permit", actor: [actor(friend)], period: { end: at(day) } },
        {
          type: "permit",
          actor: [actor(other)],
          class: [{ system: "http://hl7.org/fhir/resource-types", code: "Observation" }],
        },
      ],
    },
  });
  const relations = (who: string) => facts({ references: [who] }).standing.relationsTo(patient);
  expect(relations(friend)).toEqual([
    { kind: "consent", source: `Consent/${as}`, from: undefined, until: firstMoment + day + 1 },
  ]);
  expect(relations(other)).toEqual([]);
  expect(facts({}).standing.consentsOf(patient)).toHaveLength(1);
  put("Consent", undefined, as);
  expect(relations(friend)).toEqual([]);
  expect(facts({}).standing.consentsOf(patient)).toEqual([]);
});

test("roles, purposes and facilities", () => {
  const { put, facts } = aWorld();
  const ward = put("Location", {});
  const nurse = `Practitioner/${id()}`;
  put("PractitionerRole", { active: true, practitioner: reference(nurse), location: [reference(`Location/${ward}`)] });
  expect(facts({ role: "nurse", references: [nurse] })).toMatchObject({
    reach: "facility",
    facilities: [ward],
    purpose: "TREAT",
  });
  // Somebody whose places nobody knows meets no patient; somebody confined meets those of that place, whatever the role.
  expect(facts({ role: "nurse" }).facilities).toEqual([]);
  expect(facts({ role: "clinician" }).facilities).toBeUndefined();
  expect(facts({ role: "clinician", facilities: ["f1"] }).facilities).toEqual(["f1"]);
  expect(facts({ role: "clinician", purpose: "HOPERAT" }).purpose).toBe("HOPERAT");
  expect(() => facts({ role: "clinician", purpose: "HRESCH" })).toThrow(
    expect.objectContaining({ code: "policy/purpose-not-allowed" }),
  );
  expect(facts({ role: "gone" as RoleId })).toMatchObject({ scopes: [], reach: undefined });
  expect(facts({ role: "gone" as RoleId }).permissions.size).toBe(0);
  expect(facts({ role: "clinician" }).scopes).toBe(templates.clinician.scopes);
});

test("emergencies and vendors' access last as long as they say", () => {
  const patient = id();
  const window = { from: firstMoment, until: firstMoment + 3_600_000 };
  const scope = {
    level: "user",
    type: "Observation",
    permissions: "rs",
    criteria: [],
    text: "user/Observation.rs",
  } as const;
  const { facts, wait } = aWorld({
    breakGlass: [{ id: "g", patient, person: "p1", ...window }],
    vendors: [{ person: "v1", scopes: [scope], ...window }],
  });
  const doctor = facts({ role: "clinician" });
  expect(doctor.standing.breakGlassOn(patient)?.id).toBe("g");
  expect(facts({ id: "p2" }).standing.breakGlassOn(patient)).toBeUndefined();
  expect(facts({ id: "v1", role: "vendor" }).scopes).toContain(scope);
  // What was approved for a vendor's person doesn't follow them into another role.
  expect(facts({ id: "v1", role: "front-desk" }).scopes).not.toContain(scope);
  wait(3_600_000);
  expect(doctor.standing.breakGlassOn(patient)).toBeUndefined();
  expect(doctor.standing.brokenGlass()).toEqual([]);
  expect(facts({ id: "v1", role: "vendor" }).scopes).not.toContain(scope);
});

test("an older version never undoes a newer one", () => {
  const { snapshot, facts } = aWorld();
  const doctor = `Practitioner/${id()}`;
  const patient = id();
  const resource = { resourceType: "Patient", id: patient, generalPractitioner: [reference(doctor)] };
  snapshot.put({ type: "Patient", id: patient, version: 3, resource: undefined });
  snapshot.put({ type: "Patient", id: patient, version: 2, resource });
  expect(facts({ references: [doctor] }).standing.relationsTo(patient)).toEqual([]);
  snapshot.put({ type: "Patient", id: patient, version: 4, resource });
  expect(kinds(facts({ references: [doctor] }).standing.relationsTo(patient))).toEqual(["general-practitioner"]);
});

test("places that lie in each other in a circle end somewhere", () => {
  const { put, snapshot } = aWorld();
  const [one, other] = [id(), id()];
  put("Location", { partOf: reference(`Location/${other}`) }, one);
  put("Location", { partOf: reference(`Location/${one}`) }, other);
  expect([...snapshot.places.around(one)].sort()).toEqual([one, other].sort());
  expect([...snapshot.places.inside(one)].sort()).toEqual([one, other].sort());
});
