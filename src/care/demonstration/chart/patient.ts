import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { BundleBuilder, Reference } from "../bundle.ts";
import { type Calendar, dateText } from "../calendar.ts";
import { coding, hl7Concept, identifierSystem } from "../codes.ts";
import { calledName, humanNames, plainLetters, relativesFamily, type Sex } from "../names/person-name.ts";
import { organisationOf } from "../organisation.ts";
import { inventAddress, type PhoneBook } from "../places/invented-places.ts";
import type { Random } from "../random.ts";
import type { CareProvider } from "../staff.ts";
import { actor, type Person, refer } from "./chart.ts";

/** Somebody close to the patient. Codes of HL7 v3 RoleCode. */
export interface Relative {
  readonly given: string;
  readonly family: string;
  readonly sex: Sex;
  readonly code: "DAU" | "SON" | "NIECE" | "NEPHEW" | "SPS" | "SIS" | "BRO" | "FRND" | "MTH" | "FTH";
  readonly word: string;
  readonly phone: string;
  /** The relative's own record number, where the relative is a patient too. */
  readonly recordNumber?: string;
}

const kinds: readonly (readonly [code: Relative["code"], word: string, sex: Sex])[] = [
  ["DAU", "daughter", "female"],
  ["SON", "son", "male"],
  ["NIECE", "niece", "female"],
  ["NEPHEW", "nephew", "male"],
  ["SIS", "sister", "female"],
  ["BRO", "brother", "male"],
  ["SPS", "wife", "female"],
  ["SPS", "husband", "male"],
  ["FRND", "friend", "female"],
];

/** @param generation how the relative stands to the person: one's child, or of one's own age */
export function inventRelative(
  person: Person,
  generation: "child" | "peer",
  phones: PhoneBook,
  random: Random,
): Relative {
  const fitting = kinds.filter(([code, word]) =>
    generation === "child"
      ? ["DAU", "SON", "NIECE", "NEPHEW"].includes(code)
      : ["SIS", "BRO", "FRND"].includes(code) || word === (person.sex === "female" ? "husband" : "wife"),
  );
  const [code, word, sex] = random.pick(fitting);
  const { stock } = person.name;
  return {
    given: random.pick(sex === "female" ? stock.women : stock.men),
    family: relativesFamily(person.name, sex),
    sex,
    code,
    word,
    phone: phones.mobile(),
  };
}

export interface PatientDetails {
  readonly person: Person;
  readonly relative?: Relative;
  readonly responsible: CareProvider;
  readonly phones: PhoneBook;
  readonly address?: JsonObject;
}

/** Writes the Patient, and the RelatedPerson where there is somebody. */
export function addPatient(
  bundle: BundleBuilder,
  calendar: Calendar,
  details: PatientDetails,
  random: Random,
): Reference {
  const { person, relative } = details;
  const { name } = person;
  const own = person.branch === "home" ? identifierSystem.homeRecord : identifierSystem.clinicRecord;
  const speaksOther = name.stock.language !== undefined && random.chance(person.branch === "home" ? 0.5 : 0.4);
  const adult = calendar.today - person.birth > 18 * 365.25;
  const mail = `${plainLetters(calledName(name))}.${plainLetters(name.family)}${random.integer(2, 98)}@example.org`;
  const telecom: JsonObject[] = [
    ...(adult && person.branch === "clinic"
      ? [{ system: "phone", value: details.phones.mobile(), use: "mobile", rank: 1 }]
      : []),
    ...(random.chance(0.3) && person.branch === "clinic"
      ? [{ system: "phone", value: details.phones.landline(), use: "home" }]
      : []),
    ...(adult && person.branch === "clinic" && random.chance(0.8) ? [{ system: "email", value: mail }] : []),
  ];
  const subject = bundle.add("Patient", {
    meta: { tag: [coding("urn:wardbook:demonstration", "invented-person", "Invented person")] },
    identifier: [
      {
        use: "usual",
        type: hl7Concept("v2-0203", "MR", "Medical record number"),
        system: own,
        value: person.recordNumber,
      },
      {
        use: "secondary",
        system: identifierSystem.national,
        value: `ZZ ${random.integer(100, 999)} ${random.integer(100, 999)} ${random.integer(10, 99)}`,
      },
    ],
    active: person.death === undefined,
    name: humanNames(name),
    telecom: telecom.length === 0 ? undefined : telecom,
    gender: person.sex,
    birthDate: dateText(person.birth),
    deceasedDateTime: person.death === undefined ? undefined : calendar.instant(person.death),
    address: [details.address ?? inventAddress(random)],
    communication:
      name.stock.language !== undefined && speaksOther
        ? [
            {
              language: {
                coding: [coding("urn:ietf:bcp:47", name.stock.language[0], name.stock.language[1])],
                text: name.stock.language[1],
              },
              preferred: person.branch === "home" ? undefined : random.chance(0.3) || undefined,
            },
            { language: { coding: [coding("urn:ietf:bcp:47", "en", "English")], text: "English" } },
          ]
        : [{ language: { coding: [coding("urn:ietf:bcp:47", "en", "English")], text: "English" } }],
    contact:
      relative === undefined
        ? undefined
        : [
            {
              relationship: [{ ...hl7Concept("v2-0131", "N", "Next-of-Kin"), text: relative.word }],
              name: {
                text: `${relative.given} ${relative.family}`,
                family: relative.family,
                given: relative.given.split(" "),
              },
              telecom: [{ system: "phone", value: relative.phone, use: "mobile" }],
              gender: relative.sex,
            },
          ],
    generalPractitioner: [actor(details.responsible)],
    managingOrganization: refer(organisationOf(person.branch)),
  });
  if (relative !== undefined && (person.branch === "home" || !adult)) addRelatedPerson(bundle, subject, relative);
  return subject;
}

function addRelatedPerson(bundle: BundleBuilder, subject: Reference, relative: Relative): void {
  bundle.add("RelatedPerson", {
    identifier:
      relative.recordNumber === undefined
        ? undefined
        : [{ system: identifierSystem.clinicRecord, value: relative.recordNumber }],
    active: true,
    patient: refer(subject),
    relationship: [{ ...hl7Concept("v3-RoleCode", relative.code), text: relative.word }],
    name: [{ text: `${relative.given} ${relative.family}`, family: relative.family, given: relative.given.split(" ") }],
    telecom: [{ system: "phone", value: relative.phone, use: "mobile" }],
    gender: relative.sex,
  });
}
