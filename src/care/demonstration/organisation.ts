import type { JsonObject } from "../../foundation/fhir/index.ts";
import { type BundleBuilder, createBundle, type Reference, type TransactionBundle } from "./bundle.ts";
import { hl7Concept, identifierSystem } from "./codes.ts";
import { type Absence, absencesAround } from "./clinic/absences.ts";
import type { Calendar } from "./calendar.ts";
import { demonstrationKinds, kindBody, kindReference, siteHours, workOf } from "./clinic/kinds.ts";
import { type Site, sites } from "./clinic/practices.ts";
import { createRandom } from "./random.ts";
import { type Branch, type CareProvider, careProviders, fixedFullUrl, type Profession } from "./staff.ts";

function place(name: string, display: string): Reference {
  return { reference: fixedFullUrl(name), display };
}

export const group = place("organisation/group", "Aldermere Health & Care");
export const clinic = place("organisation/clinic", "Aldermere Physiotherapy & General Clinic");
export const home = place("organisation/home", "Larkfield House");
export const laboratory = place("organisation/laboratory", "Vale Pathology Laboratory");
const clinicBuilding = place("location/clinic", "Aldermere Clinic, Wherry Street");
const secondBuilding = place("location/signal-street", "Brackenwick Clinic, Signal Street");
export const homeBuilding = place("location/home", "Larkfield House");

export function organisationOf(branch: Branch): Reference {
  return branch === "clinic" ? clinic : home;
}

/** One of the clinic's two houses. */
export function siteBuilding(site: Site): Reference {
  return site === "wherry-street" ? clinicBuilding : secondBuilding;
}

const addresses: Readonly<Record<Site, readonly [line: string, town: string, postalCode: string]>> = {
  "wherry-street": ["14 Wherry Street", "Aldermere", "QF1 4DA"],
  "signal-street": ["3 Signal Street", "Brackenwick", "QF7 2HE"],
};

const siteRooms: Readonly<Record<Site, readonly string[]>> = {
  "wherry-street": [
    "Treatment room 1",
    "Treatment room 2",
    "Rehab gym",
    "Consulting room 1",
    "Consulting room 2",
    "Nurse’s room",
    "Quiet room",
  ],
  "signal-street": ["Gym", "Speech room", "Treatment room"],
};

function siteRoom(site: Site, room: string): Reference {
  return place(`location/${site === "wherry-street" ? "clinic" : site}/${room}`, room);
}

const residentRooms = 20;

const ownRooms: Readonly<Record<string, Partial<Readonly<Record<Site, string>>>>> = {
  "amara.osei": { "wherry-street": "Treatment room 1" },
  "mateusz.kowalczyk": { "wherry-street": "Rehab gym" },
  "saoirse.devlin": { "wherry-street": "Treatment room 2" },
  "leila.haddad": { "wherry-street": "Consulting room 1" },
  "gwilym.prosser": { "wherry-street": "Consulting room 2" },
  "beatriz.almeida": { "wherry-street": "Nurse’s room" },
  "ines.carvalho": { "wherry-street": "Quiet room", "signal-street": "Speech room" },
  "yusuf.demirci": { "signal-street": "Gym" },
};

/** Where a clinician of the clinic sees people. @param site where they are that day; without it, where they usually are */
export function roomOf({ username }: CareProvider, site?: Site): Reference {
  const rooms = ownRooms[username] ?? {};
  const where = site ?? sites.find((one) => rooms[one] !== undefined);
  const room = where === undefined ? undefined : rooms[where];
  return where === undefined || room === undefined ? homeBuilding : siteRoom(where, room);
}

/** A resident's own room, 1 to 20. */
export function residentRoom(room: number): Reference {
  const wing = room <= residentRooms / 2 ? "Willow" : "Orchard";
  return place(`location/home/room-${room}`, `${wing} ${room}`);
}

/** The bundle to load first: organisations, places and people who give care. */
export function organisationBundle(calendar: Calendar): TransactionBundle {
  const bundle = createBundle(createRandom("demonstration/organisation"));
  const add = (type: string, reference: Reference, body: JsonObject): void => {
    bundle.add(type, { name: reference.display, ...body }, reference.reference);
  };
  const phone = (value: string): JsonObject[] => [{ system: "phone", value, use: "work" }];
  const address = (line: string, postalCode: string, city = "Aldermere"): JsonObject => ({
    use: "work",
    line: [line],
    city,
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
  for (const site of sites) {
    const [line, town, postalCode] = addresses[site];
    add("Location", siteBuilding(site), {
      status: "active",
      mode: "instance",
      physicalType: building,
      managingOrganization: under(clinic),
      hoursOfOperation: siteHours(site),
      address: address(line, postalCode, town),
    });
  }
  add("Location", homeBuilding, {
    status: "active",
    mode: "instance",
    physicalType: building,
    managingOrganization: under(home),
    address: address("2 Heron Way", "QF2 7LB"),
  });
  for (const site of sites)
    for (const name of siteRooms[site])
      add("Location", siteRoom(site, name), {
        status: "active",
        mode: "instance",
        physicalType: room,
        managingOrganization: under(clinic),
        partOf: under(siteBuilding(site)),
      });
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
    add("HealthcareService", kindReference(kind), kindBody(kind, kind.at.map(siteBuilding), under(clinic)));

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
    for (const at of workplacesOf(provider))
      bundle.add("PractitionerRole", {
        active: true,
        practitioner: { reference: provider.fullUrl, display: provider.display },
        organization: under(organisationOf(provider.branch)),
        code: [{ ...roleConcept(provider.profession), text: provider.jobTitle }],
        ...at,
      });
  });
  for (const absence of absencesAround(calendar)) addAbsence(bundle, calendar, absence);
  return bundle.finish();
}

/** Where somebody works, with the hours where a diary needs them. */
function workplacesOf(provider: CareProvider): readonly JsonObject[] {
  const locationOf = ({ reference, display }: Reference) => ({ location: [{ reference, display }] });
  if (provider.branch === "home") return [locationOf(homeBuilding)];
  return sites.flatMap((site) => {
    const work = workOf(provider, site);
    return work === undefined ? [] : [{ ...locationOf(siteBuilding(site)), ...work }];
  });
}

function addAbsence(bundle: BundleBuilder, calendar: Calendar, { who, from, until, label }: Absence): void {
  const absent =
    who.kind === "provider"
      ? { reference: who.provider.fullUrl, display: who.provider.display }
      : who.kind === "site"
        ? siteBuilding(who.site)
        : siteRoom(who.site, who.room);
  const schedule = bundle.add("Schedule", {
    active: true,
    actor: [{ reference: absent.reference, display: absent.display }],
  });
  bundle.add("Slot", {
    schedule: { reference: schedule.reference },
    status: "busy-unavailable",
    start: calendar.instant(from),
    end: calendar.instant(until),
    comment: label,
  });
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
    case "speech-therapist":
    case "care-assistant":
      return {};
  }
}
