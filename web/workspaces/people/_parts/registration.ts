import type { Patient } from "../../../ui/clinical/fhir-types.ts";
import { typedDate } from "../../../ui/typed-date.ts";

/** What the form holds, as typed. */
export type Registration = {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly sex: string | null;
  readonly phone: string;
  readonly email: string;
  readonly number: string;
  readonly line: string;
  readonly city: string;
  readonly postalCode: string;
  /** Id of the branch at which they are registered. */
  readonly branch: string | null;
};

export const noRegistration: Registration = {
  family: "",
  given: "",
  birthDate: "",
  sex: null,
  phone: "",
  email: "",
  number: "",
  line: "",
  city: "",
  postalCode: "",
  branch: null,
};

/** What has to be put right, by field. */
export function registrationFaults(typed: Registration, today: string): Partial<Record<keyof Registration, string>> {
  const birthDate = typedDate(typed.birthDate);
  return {
    ...(typed.family.trim() === ""
      ? { family: "Give the family name. Where there is only one name, put it here." }
      : {}),
    ...(typed.given.trim() === "" ? { given: "Give at least one given name, or a dot where there is none." } : {}),
    ...(typed.birthDate.trim() !== "" && birthDate === undefined
      ? { birthDate: "This is no date. Write it as 12/03/1948 or 12 Mar 1948." }
      : {}),
    ...(birthDate !== undefined && birthDate > today ? { birthDate: "This day is still to come." } : {}),
  };
}

/** The Patient resource; what wasn't typed is left out, not made up. */
export function newPatient(typed: Registration): Patient {
  const text = (value: string) => (value.trim() === "" ? undefined : value.trim());
  const given = typed.given
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "" && word !== ".");
  const line = text(typed.line);
  const city = text(typed.city);
  const postalCode = text(typed.postalCode);
  const phone = text(typed.phone);
  const email = text(typed.email);
  const telecom: Patient["telecom"] = [
    ...(phone === undefined ? [] : [{ system: "phone" as const, value: phone }]),
    ...(email === undefined ? [] : [{ system: "email" as const, value: email }]),
  ];
  const number = text(typed.number);
  return {
    resourceType: "Patient",
    active: true,
    extension:
      typed.branch === null
        ? undefined
        : [{ url: "urn:wardbook:registered-at", valueReference: { reference: `Location/${typed.branch}` } }],
    name: [{ use: "official", family: typed.family.trim(), given: given.length > 0 ? given : undefined }],
    birthDate: typedDate(typed.birthDate),
    gender: sexOf(typed.sex),
    telecom: telecom.length === 0 ? undefined : telecom,
    identifier:
      number === undefined
        ? undefined
        : [
            {
              use: "usual",
              type: {
                coding: [
                  {
                    system: "http://terminology.hl7.org/CodeSystem/v2-0203",
                    code: "MR",
                    display: "Medical record number",
                  },
                ],
              },
              value: number,
            },
          ],
    address:
      line === undefined && city === undefined && postalCode === undefined
        ? undefined
        : [{ use: "home", line: line === undefined ? undefined : [line], city, postalCode }],
  };
}

function sexOf(value: string | null): Patient["gender"] {
  return value === "female" || value === "male" || value === "other" || value === "unknown" ? value : undefined;
}
