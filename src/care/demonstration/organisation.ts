import type { JsonObject } from "../../foundation/fhir/index.ts";
import { createBundle, type Reference, type TransactionBundle } from "./bundle.ts";
import { hl7Concept, identifierSystem } from "./codes.ts";
import { clinicHours, demonstrationKinds, kindBody, kindReference, workOf } from "./clinic/kinds.ts";
import { createRandom } from "./random.ts";
import { type Branch, type CareProvider, careProviders, fixedFullUrl, type Profession } from "./staff.ts";

function place(name: string, display: string): Reference {
  return { reference: fixedFullUrl(name), display };
}

export const group = place("organisation/group", "Aldermere Health & Care");
export const clinic = place("organisation/clinic", "Aldermere Physiotherapy & General Clinic");
export const home = place("organisation/home", "Larkfield House");
export const laboratory = place("organisation/laboratory", "Vale Pathology Laboratory");
export const clinicBuilding = place("location/clinic", "Aldermere Clinic, Wherry Street");
export const homeBuilding = place("location/home", "Larkfield House");

export function organisationOf(branch: Branch): Reference {
  return branch === "clinic" ? clinic : home;
}

const clinicRooms = [
  "Treatment room 1",
  "Treatment room 2",
  "Rehab gym",
  "Consulting room 1",
  "Consulting room 2",
  "Nurse’s room",
] as const;
const residentRooms = 20;

/** Where a clinician of the clinic sees people. */
export function roomOf(provider: CareProvider): Reference {
  const rooms: Readonly<Record<string, (typeof clinicRooms)[number]>> = {
    "amara.osei": "Treatment room 1",
    "mateusz.kowalczyk": "Rehab gym",
    "saoirse.devlin": "Treatment room 2",
    "leila.haddad": "Consulting room 1",
    "gwilym.prosser": "Consulting room 2",
    "beatriz.almeida": "Nurse’s room",
  };
  const room = rooms[provider.username];
  return room === undefined ? homeBuilding : place(`location/clinic/${room}`, room);
}

/** A resident's own room, 1 to 20. */
export function residentRoom(room: number): Reference {
  const wing = room <= residentRooms / 2 ? "Willow" : "Orchard";
  return place(`location/home/room-${room}`, `${wing} ${room}`);
}

/** The bundle to load first: organisations, places and people who give care. */
export function organisationBundle(): TransactionBundle {
  const bundle = createBundle(createRandom("demonstration/organisation"));
  const add = (type: string, reference: Reference, body: JsonObject): void => {
    bundle.add(type, { name: reference.display, ...body }, reference.reference);
  };
  const phone = (value: string): JsonObject[] => [{ system: "phone", value, use: "work" }];
  const address = (line: string, postalCode: string): JsonObject => ({
    use: "work",
    line: [line],
    city: "Aldermere",
    district: "Aldershire Vale",
    postalCode,
    country: "GB",
  });
  const prov = [hl7Concept("organization-type", "prov", "Healthcare Provider")];
  const under = ({ reference, display }: Reference) => ({ reference, display });

  add("Organization", group, { active: true, type: prov, telecom: phone("01632 960001") });
  add("Organization", clinic, {
    active: true,
    type: prov,
    partOf: under(group),
    telecom: phone("01632 960010"),
    address: [address("14 Wherry Street", "QF1 4DA")],
  });
  add("Organization", home, {
    active: true,
    type: prov,
    partOf: under(group),
    telecom: phone("01632 960020"),
    address: [address("2 Heron Way", "QF2 7LB")],
  });
  add("Organization", laboratory, { active: true, type: prov, telecom: phone("01632 960030") });

  const building = hl7Concept("location-physical-type", "bu", "Building");
  const room = hl7Concept("location-physical-type", "ro", "Room");
  add("Location", clinicBuilding, {
    status: "active",
    mode: "instance",
    physicalType: building,
    managingOrganization: under(clinic),
    hoursOfOperation: clinicHours(),
    address: address("14 Wherry Street", "QF1 4DA"),
  });
  add("Location", homeBuilding, {
    status: "active",
    mode: "instance",
    physicalType: building,
    managingOrganization: under(home),
    address: address("2 Heron Way", "QF2 7LB"),
  });
  for (const name of clinicRooms) {
    add("Location", place(`location/clinic/${name}`, name), {
      status: "active",
      mode: "instance",
      physicalType: room,
      managingOrganization: under(clinic),
      partOf: under(clinicBuilding),
    });
  }
  for (let number = 1; number <= residentRooms; number += 1) {
    add("Location", residentRoom(number), {
      status: "active",
      mode: "instance",
      physicalType: room,
      managingOrganization: under(home),
      partOf: under(homeBuilding),
    });
  }

  for (const kind of demonstrationKinds)
    add("HealthcareService", kindReference(kind), kindBody(kind, under(clinicBuilding), under(clinic)));

  careProviders.forEach((provider, index) => {
    bundle.add(
      "Practitioner",
      {
        identifier: [{ system: identifierSystem.staff, value: `AHC-${String(1001 + index)}` }],
        active: true,
        name: [
          {
            use: "official",
            text: provider.display,
            family: provider.family,
            given: [provider.given],
            prefix: provider.prefix === undefined ? undefined : [provider.prefix],
          },
        ],
        telecom: [{ system: "email", value: `${provider.username}@aldermere.example`, use: "work" }],
        gender: provider.sex,
      },
      provider.fullUrl,
    );
    bundle.add("PractitionerRole", {
      active: true,
      practitioner: { reference: provider.fullUrl, display: provider.display },
      organization: under(organisationOf(provider.branch)),
      code: [{ ...roleConcept(provider.profession), text: provider.jobTitle }],
      location: [under(provider.branch === "clinic" ? clinicBuilding : homeBuilding)],
      ...workOf(provider),
    });
  });
  return bundle.finish();
}

/** HL7's practitioner-role knows doctors and nurses; for the others the job title has to do. */
function roleConcept(profession: Profession): JsonObject {
  switch (profession) {
    case "general-practitioner":
      return hl7Concept("practitioner-role", "doctor", "Doctor");
    case "practice-nurse":
    case "care-home-nurse":
      return hl7Concept("practitioner-role", "nurse", "Nurse");
    case "physiotherapist":
    case "care-assistant":
      return {};
  }
}
