import type { BuiltInRoleId } from "../../custody/access/index.ts";
import { createRandom } from "./random.ts";

/** Those who are cared for, and their families, are found in the bundles: see `recordedPeople`. */
export type DemonstrationRole = Exclude<BuiltInRoleId, "patient" | "family-member">;

/** Somebody who can be offered a sign-in. The people are the same for every seed. */
export interface DemonstrationStaff {
  readonly username: string;
  readonly given: string;
  readonly family: string;
  readonly prefix?: string;
  readonly roleName: DemonstrationRole;
  readonly jobTitle: string;
  /** The fullUrl of the person's Practitioner in the organisation's bundle. */
  readonly practitionerFullUrl?: string;
}

export type Branch = "clinic" | "home";
export type Profession =
  | "physiotherapist"
  | "general-practitioner"
  | "practice-nurse"
  | "speech-therapist"
  | "care-home-nurse"
  | "care-assistant";

/** A person who treats or looks after patients. */
export interface CareProvider {
  readonly username: string;
  readonly given: string;
  readonly family: string;
  readonly prefix?: string;
  readonly sex: "female" | "male";
  readonly profession: Profession;
  readonly jobTitle: string;
  readonly roleName: CareRole;
  readonly branch: Branch;
  readonly fullUrl: string;
  readonly display: string;
}

/** A fullUrl that is the same for every seed, since other bundles and the sign-ins refer to it. */
export function fixedFullUrl(name: string): string {
  return `urn:uuid:${createRandom(`demonstration/${name}`).uuid()}`;
}

type CareRole = "clinician" | "therapist" | "prescriber" | "nurse" | "care-assistant";
type Row = readonly [
  role: CareRole,
  username: string,
  prefix: string | undefined,
  given: string,
  family: string,
  sex: "female" | "male",
  profession: Profession,
  jobTitle: string,
];

/** The kinds of care differ in whom they reach: everybody, those in one's care, or those of one's house. */
const rows: readonly Row[] = [
  ["clinician", "amara.osei", "Dr", "Amara", "Osei", "female", "physiotherapist", "Consultant physiotherapist"],
  [
    "therapist",
    "mateusz.kowalczyk",
    undefined,
    "Mateusz",
    "Kowalczyk",
    "male",
    "physiotherapist",
    "Senior physiotherapist",
  ],
  ["therapist", "saoirse.devlin", undefined, "Saoirse", "Devlin", "female", "physiotherapist", "Physiotherapist"],
  ["prescriber", "leila.haddad", "Dr", "Leila", "Haddad", "female", "general-practitioner", "General practitioner"],
  ["clinician", "gwilym.prosser", "Dr", "Gwilym", "Prosser", "male", "general-practitioner", "General practitioner"],
  ["nurse", "beatriz.almeida", undefined, "Beatriz", "Almeida", "female", "practice-nurse", "Practice nurse"],
  ["nurse", "grace.nyambura", undefined, "Grace", "Nyambura", "female", "care-home-nurse", "Clinical lead nurse"],
  ["nurse", "piotr.lis", undefined, "Piotr", "Lis", "male", "care-home-nurse", "Registered nurse"],
  [
    "care-assistant",
    "shanelle.pinnock",
    undefined,
    "Shanelle",
    "Pinnock",
    "female",
    "care-assistant",
    "Senior care assistant",
  ],
  ["care-assistant", "ravi.trivedi", undefined, "Ravi", "Trivedi", "male", "care-assistant", "Care assistant"],
  ["care-assistant", "eluned.bowen", undefined, "Eluned", "Bowen", "female", "care-assistant", "Care assistant"],
  ["care-assistant", "kofi.asante", undefined, "Kofi", "Asante", "male", "care-assistant", "Care assistant (nights)"],
  [
    "therapist",
    "ines.carvalho",
    undefined,
    "Inês",
    "Carvalho",
    "female",
    "speech-therapist",
    "Speech and language therapist",
  ],
  ["therapist", "yusuf.demirci", undefined, "Yusuf", "Demirci", "male", "physiotherapist", "Physiotherapist"],
];

export const careProviders: readonly CareProvider[] = rows.map(
  ([roleName, username, prefix, given, family, sex, profession, jobTitle]) => ({
    roleName,
    username,
    prefix,
    given,
    family,
    sex,
    profession,
    jobTitle,
    branch: profession === "care-home-nurse" || profession === "care-assistant" ? "home" : "clinic",
    fullUrl: fixedFullUrl(`practitioner/${username}`),
    display: prefix === undefined ? `${given} ${family}` : `${prefix} ${given} ${family}`,
  }),
);

export function providersOf(...professions: Profession[]): readonly CareProvider[] {
  return careProviders.filter((provider) => professions.includes(provider.profession));
}

/** @throws RangeError where nobody has that username */
export function providerNamed(username: string): CareProvider {
  const provider = careProviders.find((candidate) => candidate.username === username);
  if (provider === undefined) throw new RangeError("no care provider of that name");
  return provider;
}

const officeStaff: readonly DemonstrationStaff[] = [
  {
    username: "helena.lindqvist",
    given: "Helena",
    family: "Lindqvist",
    roleName: "administrator",
    jobTitle: "Practice manager",
  },
  {
    username: "jodie.fairweather",
    given: "Jodie",
    family: "Fairweather",
    roleName: "front-desk",
    jobTitle: "Receptionist, clinic",
  },
  {
    username: "minh.tran",
    given: "Minh",
    family: "Trần",
    roleName: "front-desk",
    jobTitle: "Administrator, Larkfield House",
  },
  {
    username: "idris.vaughan-cole",
    given: "Idris",
    family: "Vaughan-Cole",
    roleName: "auditor",
    jobTitle: "Privacy and security auditor",
  },
  {
    username: "rosalind.aldous",
    given: "Rosalind",
    family: "Aldous",
    roleName: "owner",
    jobTitle: "Founder and director",
  },
  {
    username: "tomasz.wieczorek",
    given: "Tomasz",
    family: "Wieczorek",
    roleName: "privacy-officer",
    jobTitle: "Privacy officer",
  },
  {
    username: "farida.rahmani",
    given: "Farida",
    family: "Rahmani",
    roleName: "biller",
    jobTitle: "Billing and insurance",
  },
  {
    username: "chidi.ezenwa",
    given: "Chidi",
    family: "Ezenwa",
    roleName: "pharmacist",
    jobTitle: "Visiting pharmacist",
  },
  {
    username: "casey.holm",
    given: "Casey",
    family: "Holm",
    roleName: "vendor",
    jobTitle: "Support engineer of the software’s maker",
  },
];

/** One sign-in for each person of the demonstration, those first whom a visitor would rather be. */
export const demonstrationStaff: readonly DemonstrationStaff[] = [
  ...careProviders.map(
    (provider): DemonstrationStaff => ({
      username: provider.username,
      given: provider.given,
      family: provider.family,
      prefix: provider.prefix,
      roleName: provider.roleName,
      jobTitle: provider.jobTitle,
      practitionerFullUrl: provider.fullUrl,
    }),
  ),
  ...officeStaff,
];
