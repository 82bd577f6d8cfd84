import { z } from "zod";
import type { Coverage, Patient } from "../../../ui/clinical/fhir-types.ts";
import { typedDate } from "../../../ui/typed-date.ts";
import { say } from "../words/index.ts";

const text = z.string();

/** What the form holds, as typed. */
export const registration = z.object({
  /** The same for every try of one registration: one whose answer was lost makes no second record. */
  requestId: text,
  family: text,
  given: text,
  birthDate: text,
  sex: text.nullable(),
  phone: text,
  email: text,
  number: text,
  line: text,
  city: text,
  postalCode: text,
  /** BCP 47 */
  language: text.nullable(),
  kinName: text,
  kinRelationship: text,
  kinPhone: text,
  payer: text,
  policyNumber: text,
  /** Id of the branch at which they are registered. */
  branch: text.nullable(),
  /** It was sent, and no answer came yet: what is sent again are the same words. */
  isSent: z.boolean().default(false),
});
export type Registration = z.infer<typeof registration>;

export const noRegistration: Registration = {
  requestId: "",
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
  language: null,
  kinName: "",
  kinRelationship: "",
  kinPhone: "",
  payer: "",
  policyNumber: "",
  branch: null,
  isSent: false,
};

/** What was left unfinished, under what somebody typed before it was found. */
export function resumed(found: Registration, typed: Registration): Registration {
  const since = Object.entries(typed).filter(
    ([field, value]) => field !== "requestId" && value !== noRegistration[field as keyof Registration],
  );
  // What is on its way is sent again as it was.
  return found.isSent ? found : { ...found, ...Object.fromEntries(since) };
}

/** What has to be put right, by field. */
export function registrationFaults(typed: Registration, today: string): Partial<Record<keyof Registration, string>> {
  const birthDate = typedDate(typed.birthDate);
  return {
    ...(typed.family.trim() === "" ? { family: say("giveFamily") } : {}),
    ...(typed.given.trim() === "" ? { given: say("giveGiven") } : {}),
    ...(typed.birthDate.trim() !== "" && birthDate === undefined ? { birthDate: say("noDate") } : {}),
    ...(typed.email.trim() !== "" && !/^\S+@\S+\.\S+$/.test(typed.email.trim()) ? { email: say("noEmail") } : {}),
    ...(typed.policyNumber.trim() !== "" && typed.payer.trim() === "" ? { payer: say("whosePolicy") } : {}),
    ...(birthDate !== undefined && birthDate > today ? { birthDate: say("dayToCome") } : {}),
  };
}

/** The Patient resource; what wasn't typed is left out, not made up. */
export function newPatient(typed: Registration): Patient {
  const kinName = said(typed.kinName);
  const kinPhone = said(typed.kinPhone);
  const relationship = said(typed.kinRelationship);
  const given = typed.given
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "" && word !== ".");
  const line = said(typed.line);
  const city = said(typed.city);
  const postalCode = said(typed.postalCode);
  const phone = said(typed.phone);
  const email = said(typed.email);
  const telecom: Patient["telecom"] = [
    ...(phone === undefined ? [] : [{ system: "phone" as const, value: phone }]),
    ...(email === undefined ? [] : [{ system: "email" as const, value: email }]),
  ];
  const number = said(typed.number);
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
    communication:
      typed.language === null
        ? undefined
        : [{ language: { coding: [{ system: "urn:ietf:bcp:47", code: typed.language }] }, preferred: true }],
    contact:
      kinName === undefined && kinPhone === undefined
        ? undefined
        : [
            {
              relationship: relationship === undefined ? undefined : [{ text: relationship }],
              name: kinName === undefined ? undefined : { text: kinName },
              telecom: kinPhone === undefined ? undefined : [{ system: "phone", value: kinPhone }],
            },
          ],
    address:
      line === undefined && city === undefined && postalCode === undefined
        ? undefined
        : [{ use: "home", line: line === undefined ? undefined : [line], city, postalCode }],
  };
}

/** Who pays for them, where somebody else does; nothing without a payer. @param patient a reference to them */
export function newCoverage(typed: Registration, patient: string): Coverage | undefined {
  const payer = said(typed.payer);
  if (payer === undefined) return undefined;
  return {
    resourceType: "Coverage",
    status: "active",
    beneficiary: { reference: patient },
    subscriberId: said(typed.policyNumber),
    payor: [{ display: payer }],
  };
}

function said(value: string): string | undefined {
  return value.trim() === "" ? undefined : value.trim();
}

function sexOf(value: string | null): Patient["gender"] {
  return value === "female" || value === "male" || value === "other" || value === "unknown" ? value : undefined;
}
