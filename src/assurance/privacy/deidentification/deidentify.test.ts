import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type FhirResource, parseResourceText, validateResource } from "../../../foundation/fhir/index.ts";
import { type Deidentifying, deidentify } from "./deidentify.ts";
import { knownRecord } from "./known-record.ts";
import { deidentifyMoment } from "./moments.ts";
import type { DeidentificationProfile } from "./profile.ts";
import { openPseudonyms } from "./pseudonyms.ts";

const at = Date.UTC(2026, 10, 22);
const pseudonyms = openPseudonyms(Buffer.alloc(32, 7));

function context(profile: DeidentificationProfile, record: readonly FhirResource[], shiftDays = -40): Deidentifying {
  return { profile, at, shiftDays, pseudonyms, known: knownRecord(record) };
}

const patient: FhirResource = {
  resourceType: "Patient",
  id: "4b1f6c1e-5e0c-4b7c-9d4e-111111111111",
  meta: { versionId: "3", lastUpdated: "2026-01-05T10:00:00Z", source: "https://clinic.example/emr" },
  text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">Will Okafor</div>' },
  extension: [
    {
      url: "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race",
      extension: [{ url: "text", valueString: "White" }],
    },
    { url: "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName", valueString: "Lindqvist" },
  ],
  identifier: [{ system: "https://clinic.example/mrn", value: "MRN-0042137" }],
  name: [{ family: "Okafor", given: ["Will"] }],
  telecom: [{ system: "phone", value: "415-555-0132" }],
  gender: "male",
  birthDate: "1931-04-02",
  _birthDate: {
    extension: [
      { url: "http://hl7.org/fhir/StructureDefinition/patient-birthTime", valueDateTime: "1931-04-02T05:00:00Z" },
    ],
  },
  address: [{ line: ["12 Elm Street"], city: "Custer", state: "MT", postalCode: "59030", country: "US" }],
  photo: [{ contentType: "image/png", data: "iVBORw0KGgo=" }],
  generalPractitioner: [{ reference: "Practitioner/4b1f6c1e-5e0c-4b7c-9d4e-222222222222", display: "Dr Ada Bell" }],
};

const condition: FhirResource = {
  resourceType: "Condition",
  id: "4b1f6c1e-5e0c-4b7c-9d4e-333333333333",
  subject: { reference: `Patient/${patient.id}`, display: "Will Okafor" },
  code: {
    coding: [
      { system: "http://snomed.info/sct", code: "49049000", display: "Parkinson's disease" },
      { system: "http://www.nlm.nih.gov/research/umls/rxnorm", code: "748962", display: "Camila 28 Day Pack" },
      { system: "http://www.nlm.nih.gov/research/umls/rxnorm", code: "1", display: "Will Okafor" },
      { system: "https://clinic.example/codes", code: "PD-77", display: "PD" },
    ],
    text: "Parkinson's disease",
  },
  onsetAge: { value: 93, unit: "years", system: "http://unitsofmeasure.org", code: "a" },
  recordedDate: "2019-03-07T11:30:00+01:00",
  note: [{ text: "Will was seen by Dr Bell on 03/07/2019, MRN-0042137. Lives at 12 Elm Street." }],
};

describe("de-identifying", () => {
  test("leaves of a patient what Safe Harbor leaves", () => {
    expect(deidentify(patient, context("safe-harbor", [patient]))).toEqual({
      resourceType: "Patient",
      id: pseudonyms.idOf(patient.id ?? ""),
      meta: { security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", code: "ANONYED" }] },
      extension: [
        {
          url: "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race",
          extension: [{ url: "text", valueString: "White" }],
        },
      ],
      gender: "male",
      _birthDate: {
        extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" }],
      },
      address: [{ state: "MT", postalCode: "590", country: "US" }],
      generalPractitioner: [{ reference: `Practitioner/${pseudonyms.idOf("4b1f6c1e-5e0c-4b7c-9d4e-222222222222")}` }],
    });
    const young = { ...patient, birthDate: "1980-12-31", address: [{ state: "Kent", postalCode: "03601", text: "x" }] };
    expect(deidentify(young, context("safe-harbor", [patient]))).toMatchObject({
      birthDate: "1980",
      address: [{ postalCode: "000" }],
    });
  });

  test("keeps what is clinical, caps ages, and scrubs texts with what the record itself knows", () => {
    expect(deidentify(condition, context("safe-harbor", [patient, condition]))).toMatchObject({
      subject: { reference: `Patient/${pseudonyms.idOf(patient.id ?? "")}` },
      code: {
        coding: [
          { system: "http://snomed.info/sct", code: "49049000", display: "Parkinson's disease" },
          { code: "748962", display: "Camila 28 Day Pack" },
          { code: "1", display: "[name]" },
          { display: "PD" },
        ],
        text: "Parkinson's disease",
      },
      onsetAge: { value: 90, comparator: ">=", unit: "years" },
      recordedDate: "2019",
      note: [{ text: "[name] was seen by Dr [name] on 2019, [record]. Lives at [place]." }],
    });
  });

  test("moves a patient's dates together for research, in texts too", () => {
    const copy = deidentify(condition, context("research", [patient, condition]));
    expect(copy).toMatchObject({ recordedDate: "2019-01-26T11:30:00+01:00" });
    const encounter: FhirResource = {
      resourceType: "Encounter",
      status: "finished",
      class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
      period: { start: "2020-02-28", end: "2020-03-01" },
      reasonCode: [{ text: "since Feb 28, 2020" }],
    };
    expect(deidentify(encounter, context("research", []))).toMatchObject({
      period: { start: "2020-01-19", end: "2020-01-21" },
      reasonCode: [{ text: "since 2020-01-19" }],
    });
    const dating = { profile: "safe-harbor", at, shiftDays: undefined } as const;
    expect(deidentifyMoment("2021-05-06T07:08:09Z", "instant", dating)).toBe("2021-01-01T00:00:00Z");
    expect(deidentifyMoment("1936-11-22", "date", dating)).toBeUndefined();
    expect(deidentifyMoment("1936-11-23", "date", dating)).toBe("1936");
  });

  test("drops what has a modifier that it doesn't know, what lost what R4 requires, and whole types", () => {
    const known = context("safe-harbor", []);
    expect(
      deidentify({ ...condition, modifierExtension: [{ url: "https://x.example/not", valueBoolean: true }] }, known),
    ).toBeUndefined();
    expect(
      deidentify({ resourceType: "Binary", contentType: "image/png", data: "iVBORw0KGgo=" }, known),
    ).toBeUndefined();
    expect(
      deidentify(
        {
          resourceType: "Slot",
          schedule: { display: "Room 4" },
          status: "free",
          start: "1931-01-01T00:00:00Z",
          end: "2026-01-01T00:10:00Z",
        },
        known,
      ),
    ).toBeUndefined();
  });

  test("keeps samples that are numbers, and gives a form's questions names of the export's own", () => {
    const sampled = (data: string): FhirResource => ({
      resourceType: "Observation",
      status: "final",
      code: { text: "ECG" },
      valueSampledData: { origin: { value: 0 }, period: 4, dimensions: 1, data },
    });
    const dataOf = (data: string) =>
      (deidentify(sampled(data), context("safe-harbor", [patient])) as { valueSampledData?: { data?: string } })
        .valueSampledData?.data;
    expect(["1.5 -2 E U 3", "1.5 Nora 3"].map(dataOf)).toEqual(["1.5 -2 E U 3", undefined]);
    const answers: FhirResource = {
      resourceType: "QuestionnaireResponse",
      status: "completed",
      item: [{ linkId: "nora-halloran", answer: [{ valueBoolean: true }] }],
    };
    const copy = JSON.stringify(deidentify(answers, context("safe-harbor", [patient])));
    expect(copy).toMatch(/"linkId":"2\.25\.\d+"/);
    expect(copy).not.toContain("nora");
  });

  test("caps what a code says is an age, whatever the number's form, and keeps no line of an address as a country", () => {
    const observed = (text: string, more: object): FhirResource => ({
      resourceType: "Observation",
      status: "final",
      code: { text },
      ...more,
    });
    const old = { value: 90, comparator: ">=", unit: "years" };
    for (const profile of ["safe-harbor", "research"] as const) {
      const of = (text: string, more: object) => deidentify(observed(text, more), context(profile, []));
      for (const more of [
        { valueInteger: 93 },
        { valueQuantity: { value: 93 } },
        { valueQuantity: { value: 1130, unit: "months" } },
        { valueRange: { low: { value: 70 }, high: { value: 94 } } },
      ]) {
        const copy = of("Age at admission", more);
        expect(copy).toMatchObject({ valueQuantity: old });
        expect(JSON.stringify(copy)).not.toMatch(/93|1130|94/);
      }
      expect(of("Age", { valueInteger: 89 })).toMatchObject({ valueInteger: 89 });
      expect(of("Pulse", { valueInteger: 93 })).toMatchObject({ valueInteger: 93 });
      expect(of("Height for age", { valueQuantity: { value: 95, unit: "%" } })).toMatchObject({
        valueQuantity: { value: 95 },
      });
      const parts = { component: [{ code: { text: "age" }, valueInteger: 101 }] };
      expect(of("history", parts)).toMatchObject({ component: [{ valueQuantity: old }] });
      const countries = ["IE", "USA", "Ireland", "12 Elm Street"].map((country) => {
        const copy = deidentify({ resourceType: "Patient", address: [{ country }] }, context(profile, []));
        return JSON.stringify(copy).includes(country);
      });
      expect(countries).toEqual([true, true, true, false]);
    }
  });

  test("keeps a note that is plain text, scrubbed, and no scan", () => {
    const note = (contentType: string): FhirResource => ({
      resourceType: "DocumentReference",
      status: "current",
      content: [
        {
          attachment: {
            contentType,
            data: Buffer.from("Will called from 415-555-0132. Pain 5/10.").toString("base64"),
            title: "Will's note",
          },
        },
      ],
    });
    const texts = ["text/plain;charset=utf-8", "application/pdf"].map((type) => {
      const copy = deidentify(note(type), context("safe-harbor", [patient])) as
        | { content: { attachment: { data?: string } }[] }
        | undefined;
      const data = copy?.content[0]?.attachment.data;
      return data === undefined ? undefined : Buffer.from(data, "base64").toString();
    });
    expect(texts).toEqual(["[name] called from [phone]. Pain 5/10.", undefined]);
  });
});

const folder = join(import.meta.dirname, "../../../../../shared/data/synthea");

describe.skipIf(!existsSync(folder))("synthetic lives (skipped: no ../shared/data)", () => {
  test("leave valid resources, in which nothing of the people is found again", { timeout: 120_000 }, () => {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith(".json.gz"))
      .slice(0, 2);
    let kept = 0;
    for (const file of files) {
      const bundle = parseResourceText(gunzipSync(readFileSync(join(folder, file))).toString()) as FhirResource & {
        readonly entry: readonly { readonly resource: FhirResource }[];
      };
      const resources = bundle.entry.map(({ resource }) => resource);
      const known = context("safe-harbor", resources);
      const identifying = new Set<string>();
      for (const { text, kind } of known.known.phrases) if (kind !== "place" || /\d/.test(text)) identifying.add(text);
      for (const word of known.known.names.near) if (word.length > 5) identifying.add(word);
      for (const resource of resources) {
        const copy = deidentify(resource, known);
        if (copy === undefined) continue;
        kept += 1;
        expect(validateResource(copy)).toEqual([]);
        const said = JSON.stringify(copy).normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
        for (const word of identifying) if (said.includes(word.toLowerCase())) expect(`${word} in ${said}`).toBe("");
        expect(said).not.toMatch(/\d{4}-\d{2}-\d{2}(?!t?00:00:00z|-01t00)/);
      }
    }
    expect(kept).toBeGreaterThan(250);
  });
});

test("a unit without a public system, and what a reference calls its type, carry nothing out", () => {
  const said = "SSN 123-45-6789";
  const measured = (valueQuantity: object) =>
    deidentify(
      {
        resourceType: "Observation",
        status: "final",
        code: { coding: [{ system: "http://loinc.org", code: "29463-7" }] },
        subject: { reference: "Patient/4b1f6c1e-5e0c-4b7c-9d4e-111111111111", type: said },
        valueQuantity: { value: 70, ...valueQuantity },
      } as FhirResource,
      context("safe-harbor", []),
    );
  expect(JSON.stringify(measured({ system: "https://clinic.example/units", code: said }))).not.toContain("123-45");
  const ucum = { unit: "kg", system: "http://unitsofmeasure.org", code: "kg" };
  expect(measured(ucum)).toMatchObject({ valueQuantity: { value: 70, ...ucum } });
});
