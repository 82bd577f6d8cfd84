import type { Address, HumanName, Identifier, Patient } from "./clinical/fhir-types.ts";
import { ageText, dateText } from "./dates.ts";
import { say } from "./words/index.ts";

const rank: Readonly<Record<string, number>> = { official: 0, usual: 1, nickname: 3, anonymous: 4, old: 5, maiden: 5 };

/** The name that a person goes by on records: the official one, else the first that isn't old. */
export function mainName(names: readonly HumanName[] | undefined): HumanName | undefined {
  return [...(names ?? [])].sort((a, b) => (rank[a.use ?? ""] ?? 2) - (rank[b.use ?? ""] ?? 2))[0];
}

/** `FAMILY, Given Middle`; the text form where the parts are missing. */
export function nameText(name: HumanName | undefined): string {
  if (name === undefined) return say("nameNotRecorded");
  const given = (name.given ?? []).join(" ");
  if (name.family !== undefined)
    return given === "" ? name.family.toLocaleUpperCase() : `${name.family.toLocaleUpperCase()}, ${given}`;
  return given !== "" ? given : (name.text ?? say("nameNotRecorded"));
}

/** A patient's name as it stands in lists and banners. */
export function patientName(patient: Patient): string {
  return nameText(mainName(patient.name));
}

/** The name the patient likes to be called by, where it differs from the record's. */
export function preferredName(patient: Patient): string | undefined {
  const called =
    patient.name?.find((name) => name.use === "nickname") ?? patient.name?.find((name) => name.use === "usual");
  const text = called?.text ?? called?.given?.join(" ");
  return text === undefined || text === mainName(patient.name)?.given?.join(" ") ? undefined : text;
}

/** `12-Mar-1948 (78 y)`; for the dead the age at death. */
export function bornText(patient: Patient, today: string): string | undefined {
  if (patient.birthDate === undefined) return undefined;
  const age = ageText(patient.birthDate, patient.deceasedDateTime ?? today);
  return age === undefined || (patient.deceasedBoolean === true && patient.deceasedDateTime === undefined)
    ? dateText(patient.birthDate)
    : say("bornWithAge", { day: dateText(patient.birthDate), age });
}

/** Whether the record was merged into another one. */
export function isReplaced(patient: Patient): boolean {
  return patient.link?.some(({ type }) => type === "replaced-by") === true;
}

/** The record that replaced this one; undefined of one that is in use. */
function survivorOf(patient: Patient): string | undefined {
  const link = patient.link?.find(({ type }) => type === "replaced-by");
  return /^Patient\/([0-9a-f-]{36})$/.exec(link?.other?.reference ?? "")?.[1];
}

/** "Merged into HALLORAN, Nora", as far as the one that is kept is among those that are seen; undefined of a record that is in use. */
export function mergedText(patient: Patient, seen: ReadonlyMap<string, Patient>): string | undefined {
  if (!isReplaced(patient)) return undefined;
  const survivor = seen.get(survivorOf(patient) ?? "");
  return survivor === undefined ? say("mergedIntoAnother") : say("mergedInto", { name: patientName(survivor) });
}

const sexes: Readonly<Record<string, string>> = {
  male: say("male"),
  female: say("female"),
  other: say("otherSex"),
  unknown: say("unknownSex"),
};

/** Administrative sex in a word; undefined where it isn't recorded. */
export function sexText({ gender }: { readonly gender?: string | undefined }): string | undefined {
  return gender === undefined ? undefined : sexes[gender];
}

/** The number that staff know a patient by: the medical record number, else the first current identifier. */
export function mainIdentifier(patient: Patient): Identifier | undefined {
  const current = (patient.identifier ?? []).filter((one) => one.value !== undefined && one.use !== "old");
  return current.find((one) => one.type?.coding?.some((coding) => coding.code === "MR")) ?? current[0];
}

/** A long machine number (a UUID) shortened so that a row stays readable; others as they are. */
export function shortNumber(value: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? `${value.slice(0, 8)}…` : value;
}

/** `12 Mill Lane, Leeds, LS1 4AB` */
export function addressText(address: Address | undefined): string | undefined {
  if (address === undefined) return undefined;
  const parts = [...(address.line ?? []), address.city, address.postalCode].filter(
    (part): part is string => part !== undefined && part !== "",
  );
  return parts.length > 0 ? parts.join(", ") : address.text;
}

/** The address where the patient lives now. */
export function homeAddress(patient: Patient): Address | undefined {
  const current = (patient.address ?? []).filter((one) => one.use !== "old");
  return current.find((one) => one.use === "home") ?? current[0];
}
