import { type Random, below, oneOf } from "../../support/random.ts";

const onsets = ["B", "Br", "C", "D", "F", "G", "Gr", "H", "K", "L", "M", "N", "P", "R", "S", "St", "T", "Tr", "V", "W"];
const middles = ["al", "ar", "em", "en", "il", "im", "ol", "or", "ul", "un"];
const ends = ["bury", "by", "don", "field", "ford", "ham", "ley", "ton", "well", "worth"];
const givens = [
  "Ada",
  "Aisha",
  "Chidi",
  "Dara",
  "Elena",
  "Farid",
  "Grace",
  "Hana",
  "Imran",
  "Jonas",
  "Keiko",
  "Liam",
  "Mina",
  "Noor",
  "Oskar",
  "Priya",
];

/** Family names that no two runs share: the tag ends each. */
export function familyNames(random: Random, count: number, tag: string): readonly string[] {
  const names = new Set<string>();
  while (names.size < count)
    names.add(`${oneOf(random, onsets)}${oneOf(random, middles)}${oneOf(random, middles)}${oneOf(random, ends)}${tag}`);
  return [...names];
}

export interface Name {
  readonly family: string;
  readonly given: string;
}

export function aName(random: Random, families: readonly string[]): Name {
  return { family: oneOf(random, families), given: oneOf(random, givens) };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

function aDate(random: Random, firstYear: number, years: number): string {
  return `${firstYear + below(random, years)}-${twoDigits(1 + below(random, 12))}-${twoDigits(1 + below(random, 28))}`;
}

export function aPatient(random: Random, { family, given }: Name): object {
  return {
    resourceType: "Patient",
    identifier: [{ system: "https://clinic.example/patients", value: `P-${below(random, 1e9)}` }],
    active: true,
    name: [{ use: "official", family, given: [given] }],
    telecom: [{ system: "phone", value: `+44 20 7946 0${100 + below(random, 900)}`, use: "home" }],
    gender: oneOf(random, ["female", "male"]),
    birthDate: aDate(random, 1930, 75),
    address: [
      {
        line: [`${1 + below(random, 200)} Mill Lane`],
        city: "Averton",
        postalCode: `AV${1 + below(random, 20)} ${1 + below(random, 9)}QX`,
        country: "GB",
      },
    ],
  };
}

interface Measurement {
  readonly code: string;
  readonly display: string;
  readonly unit: string;
  readonly ucum: string;
  readonly low: number;
  readonly high: number;
}

/** Ten measurements, by LOINC. */
export const measurements: readonly Measurement[] = [
  { code: "8867-4", display: "Heart rate", unit: "/min", ucum: "/min", low: 50, high: 110 },
  { code: "9279-1", display: "Respiratory rate", unit: "/min", ucum: "/min", low: 10, high: 24 },
  { code: "8310-5", display: "Body temperature", unit: "Cel", ucum: "Cel", low: 35, high: 39 },
  { code: "2708-6", display: "Oxygen saturation in Arterial blood", unit: "%", ucum: "%", low: 90, high: 100 },
  { code: "8480-6", display: "Systolic blood pressure", unit: "mmHg", ucum: "mm[Hg]", low: 95, high: 170 },
  { code: "8462-4", display: "Diastolic blood pressure", unit: "mmHg", ucum: "mm[Hg]", low: 55, high: 100 },
  { code: "29463-7", display: "Body weight", unit: "kg", ucum: "kg", low: 45, high: 120 },
  { code: "2339-0", display: "Glucose [Mass/volume] in Blood", unit: "mg/dL", ucum: "mg/dL", low: 65, high: 180 },
  { code: "718-7", display: "Hemoglobin [Mass/volume] in Blood", unit: "g/dL", ucum: "g/dL", low: 9, high: 17 },
  {
    code: "2160-0",
    display: "Creatinine [Mass/volume] in Serum or Plasma",
    unit: "mg/dL",
    ucum: "mg/dL",
    low: 0.5,
    high: 2,
  },
];

/** A small observation: 600 to 650 bytes of JSON. @param subject reference to the patient */
export function anObservation(random: Random, subject: string, measurement: Measurement): object {
  const { code, display, unit, ucum, low, high } = measurement;
  const effective = `${aDate(random, 2024, 2)}T${twoDigits(7 + below(random, 12))}:${twoDigits(below(random, 60))}:00Z`;
  return {
    resourceType: "Observation",
    status: "final",
    category: [
      {
        coding: [
          {
            system: "http://terminology.hl7.org/CodeSystem/observation-category",
            code: "vital-signs",
            display: "Vital Signs",
          },
        ],
      },
    ],
    code: { coding: [{ system: "http://loinc.org", code, display }], text: display },
    subject: { reference: subject },
    effectiveDateTime: effective,
    issued: `${effective.slice(0, -1)}.000Z`,
    valueQuantity: {
      value: Math.round((low + random() * (high - low)) * 10) / 10,
      unit,
      system: "http://unitsofmeasure.org",
      code: ucum,
    },
  };
}

interface Created {
  readonly fullUrl: string;
  readonly resource: object;
}

/** A urn:uuid that the same seed makes again. */
export function aFullUrl(random: Random): string {
  const hex = Array.from({ length: 32 }, () => below(random, 16).toString(16)).join("");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** A new patient with as many observations, measurement by measurement in turn. */
export function aTransaction(random: Random, name: Name, observations: number): string {
  const patient: Created = { fullUrl: aFullUrl(random), resource: aPatient(random, name) };
  const about = Array.from({ length: observations }, (_, index): Created => {
    const measurement = measurements[index % measurements.length];
    if (measurement === undefined) throw new RangeError("no measurement");
    return { fullUrl: aFullUrl(random), resource: anObservation(random, patient.fullUrl, measurement) };
  });
  const entry = [patient, ...about].map(({ fullUrl, resource }) => {
    const url = (resource as { resourceType: string }).resourceType;
    return { fullUrl, resource, request: { method: "POST", url } };
  });
  return JSON.stringify({ resourceType: "Bundle", type: "transaction", entry });
}
