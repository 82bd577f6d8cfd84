/** Synthetic resources that use much of R4's structure. For tests. */
const narrative =
  '<div xmlns="http://www.w3.org/1999/xhtml"><p title="x">A <b>synthetic</b> person &amp; nobody else<br/></p></div>';

export const aPatient = {
  resourceType: "Patient",
  id: "0c89b627-646b-40ff-a620-c8509a10912c",
  meta: {
    versionId: "3",
    lastUpdated: "2026-03-07T09:30:00.120+01:00",
    profile: ["http://example.org/StructureDefinition/a|1.0"],
  },
  text: { status: "generated", div: narrative },
  extension: [
    { url: "http://example.org/race", extension: [{ url: "text", valueString: "as told" }] },
    { url: "http://example.org/born-at", valueAddress: { city: "Leeds" } },
  ],
  identifier: [{ use: "official", system: "urn:oid:2.16.840.1.113883.4.1", value: "999-12-3456" }],
  active: true,
  name: [
    {
      use: "official",
      family: "Marsh",
      given: ["Ivy", null],
      _given: [null, { extension: [{ url: "http://example.org/absent", valueCode: "masked" }] }],
    },
  ],
  telecom: [{ system: "phone", value: "555-0100", rank: 1 }],
  gender: "female",
  birthDate: "1948-02-29",
  _birthDate: {
    extension: [
      { url: "http://hl7.org/fhir/StructureDefinition/patient-birthTime", valueDateTime: "1948-02-29T04:05:00Z" },
    ],
  },
  deceasedBoolean: false,
  contact: [{ relationship: [{ text: "daughter" }], name: { text: "Fern Marsh" } }],
  communication: [{ language: { coding: [{ system: "urn:ietf:bcp:47", code: "en" }] }, preferred: true }],
  generalPractitioner: [{ reference: "Practitioner/example" }],
  link: [{ other: { reference: "Patient/other" }, type: "seealso" }],
};

export const anObservation = {
  resourceType: "Observation",
  id: "b67d9cf2-bfd2-4461-94a9-8bb36d289e04",
  contained: [{ resourceType: "Device", id: "cuff", deviceName: [{ name: "Cuff", type: "user-friendly-name" }] }],
  status: "final",
  category: [
    { coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "vital-signs" }] },
  ],
  code: { coding: [{ system: "http://loinc.org", code: "85354-9" }], text: "Blood pressure" },
  subject: { reference: "Patient/0c89b627-646b-40ff-a620-c8509a10912c", display: "Ivy Marsh" },
  effectiveDateTime: "2026-03-07T09:29:00Z",
  issued: "2026-03-07T09:30:00.120Z",
  performer: [{ reference: "Practitioner/example" }],
  device: { reference: "#cuff" },
  component: [
    {
      code: { coding: [{ system: "http://loinc.org", code: "8480-6" }] },
      valueQuantity: { value: 128.5, unit: "mmHg", system: "http://unitsofmeasure.org", code: "mm[Hg]" },
      referenceRange: [{ low: { value: 90 }, high: { value: 140 } }],
    },
    { code: { text: "Diastolic" }, valueQuantity: { value: 82, comparator: "<", unit: "mmHg" } },
  ],
};

export const aQuestionnaireResponse = {
  resourceType: "QuestionnaireResponse",
  status: "completed",
  questionnaire: "http://example.org/Questionnaire/falls|2",
  item: [
    {
      linkId: "1",
      item: [{ linkId: "1.1", answer: [{ valueInteger: 3, item: [{ linkId: "1.1.1", text: "How many?" }] }] }],
    },
  ],
};

export const aMedicationRequest = {
  resourceType: "MedicationRequest",
  status: "active",
  intent: "order",
  medicationCodeableConcept: { text: "Amoxicillin 500 mg capsule" },
  subject: { reference: "Patient/0c89b627-646b-40ff-a620-c8509a10912c" },
  authoredOn: "2026-03",
  dosageInstruction: [
    {
      timing: {
        repeat: {
          frequency: 3,
          period: 1,
          periodUnit: "d",
          timeOfDay: ["08:00:00"],
          boundsPeriod: { start: "2026-03-07" },
        },
      },
      asNeededBoolean: false,
      doseAndRate: [{ doseQuantity: { value: 500, unit: "mg" } }],
    },
  ],
  dispenseRequest: { numberOfRepeatsAllowed: 0, quantity: { value: 21 } },
};

export const aBundle = {
  resourceType: "Bundle",
  type: "transaction",
  link: [{ relation: "self", url: "http://example.org/Bundle" }],
  entry: [
    {
      fullUrl: "urn:uuid:0c89b627-646b-40ff-a620-c8509a10912c",
      resource: aPatient,
      request: { method: "POST", url: "Patient" },
    },
    {
      resource: anObservation,
      request: { method: "PUT", url: "Observation/b67d9cf2-bfd2-4461-94a9-8bb36d289e04", ifMatch: 'W/"3"' },
    },
  ],
};

export const someParameters = {
  resourceType: "Parameters",
  parameter: [
    { name: "resource", resource: aQuestionnaireResponse },
    { name: "many", part: [{ name: "one", valueUri: "urn:x" }] },
  ],
};

export const someBinary = { resourceType: "Binary", contentType: "text/plain", data: "aGVsbG8=" };

export const samples = [
  aPatient,
  anObservation,
  aQuestionnaireResponse,
  aMedicationRequest,
  aBundle,
  someParameters,
  someBinary,
];
