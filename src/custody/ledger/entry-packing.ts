import { createPacker } from "../../foundation/packing/index.ts";
import { putIds, takeIds } from "./entry-ids.ts";
import { LedgerError } from "./ledger-error.ts";

// What entries are made of, the commonest last: short distances take fewer bits. Entries that were packed need exactly these bytes
// to open again, so a better dictionary is another format, beside this one.
const words = [
  '"signed-in" "sign-in-failed" "locked" "unlocked" "signed-out" "password-changed" "second-factor-enrolled" "person-added" ',
  '"role-changed" "person-ended" "person-restored" "credentials-reset" "client-added" "client-ended" "token-issued" "token-refused" ',
  '"accesses" "verify" "organisation" "export" "import" "draft" "sign" ["system","sign-in","sign-in",0],"administration",',
  "ClinicalImpression/ MedicationAdministration/ MedicationStatement/ RiskAssessment/ NutritionOrder/ QuestionnaireResponse/ ",
  "CommunicationRequest/ RelatedPerson/ PractitionerRole/ HealthcareService/ Organization/ Location/ Schedule/ Slot/ Flag/ Goal/ ",
  "Specimen/ Device/ Immunization/ FamilyMemberHistory/ DetectedIssue/ Coverage/ Claim/ Consent/ AdverseEvent/ Provenance/ ",
  "DiagnosticReport/ ServiceRequest/ Procedure/ CareTeam/ CarePlan/ Appointment/ MedicationRequest/ AllergyIntolerance/ Condition/ ",
  "DocumentReference?patient=Patient%2F&status=&_sort=-date&category=&_count=20&_include=%3A&name=&identifier=&subject=&code=",
  "http%3A%2F%2Floinc.org%7C&date=ge&date=lt&_summary=count&_total=accurate&_lastUpdated=&_id= Practitioner/ DocumentReference/ ",
  '"auditor"],"as an auditor of this organisation","front-desk"],"as the front desk of this organisation",',
  '"administrator"],"as an administrator of this organisation","clinician"],"as a clinician of this organisation","127.0.0.1","req-',
  "client '' with system/*.rs system/Observation.cruds or system/Patient.cruds system/*.cruds\",",
  '"delete" "history" "update" [1,17,"search",["person","-4-8-9-a-b" "create",["client","1.","read",["person","","clinician"],',
  '","127.0.0.1","req-","Encounter/ "Patient/ "Observation//1",1,0]',
];
const dictionary = Buffer.from(words.join(""));
// The same for shapes of entries, which have another order and no moments in them.
const shapeWords = [
  [
    "signed-in",
    "sign-in-failed",
    "locked",
    "unlocked",
    "signed-out",
    "password-changed",
    "second-factor-enrolled",
    "person-added",
  ],
  [
    "role-changed",
    "person-ended",
    "person-restored",
    "credentials-reset",
    "client-added",
    "client-ended",
    "token-issued",
  ],
  ["token-refused", "accesses", "verify", "organisation", "export", "import", "draft", "sign"],
]
  .flat()
  .map((action) => `"","${action}"]`);
const shapeDictionary = Buffer.from(
  [
    '[["system","sign-in","sign-in",0],"administration",0,0,0,',
    ...shapeWords,
    "ClinicalImpression/$/ MedicationAdministration/$/ MedicationStatement/$/ RiskAssessment/$/ NutritionOrder/$/ ",
    "QuestionnaireResponse/$/ CommunicationRequest/$/ RelatedPerson/$/ PractitionerRole/$/ HealthcareService/$/ Organization/$/ ",
    "Location/$/ Schedule/$/ Slot/$/ Flag/$/ Goal/$/ Specimen/$/ Device/$/ Immunization/$/ FamilyMemberHistory/$/ ",
    "DetectedIssue/$/ Coverage/$/ Claim/$/ Consent/$/ AdverseEvent/$/ Provenance/$/ DiagnosticReport/$/ ServiceRequest/$/ ",
    "Procedure/$/ CareTeam/$/ CarePlan/$/ Appointment/$/ MedicationRequest/$/ AllergyIntolerance/$/ Condition/$/ Practitioner/$/ ",
    'DocumentReference/$/ Encounter/$/ Observation/$/1 Observation/$/1 Patient/$/1 "TREAT","HPAYMT","HOPERAT","PATRQT","ETREAT",',
    '"therapist"],"as a therapist of this organisation","nurse"],"as a nurse of this organisation","patient"],"prescriber"],"',
    '"auditor"],"as an auditor of this organisation","front-desk"],"as the front desk of this organisation","',
    '"administrator"],"as an administrator of this organisation","10.0.0.1","::1","',
    "client 'system/*.rs system/Observation.cruds system/Patient.cruds '\",\"",
    '"Patient/$/1","history"]"Patient/$/1","search"]"Observation/$/1","delete"]"Encounter/$/1","update"]"Patient/$/1","create"]',
    '"DocumentReference/$/1","Encounter/$/1","Patient/$/1","read"]',
    '[["person","~","","clinician"],"as a clinician of this organisation","127.0.0.1","TREAT",0,"Patient/$/1 ',
    '[["client","~","",0],"client \' with system/*.cruds","127.0.0.1",0,0,"Observation/$/1","create"]"Observation/$/1","read"]',
  ].join(""),
);
const plainFormat = 0;
const packedFormat = 2;
/** As format 2, with the UUIDs in front: format | number of them, uint16 big-endian | 16 bytes each | packed JSON. */
const packedWithIdsFormat = 3;
const headerLength = 3;
const uuidBytes = 16;
const mostIds = 0xffff;
const startOfJson = 0x5b;
const longestPacked = 1 << 20;
const packer = createPacker(dictionary, longestPacked);
const shapePacker = createPacker(shapeDictionary, longestPacked);
const mostIdsInShape = 0xff;

/** Entries say much the same in other words' places: packed they take less than half the room. */
export function packEntry(whole: string): Buffer {
  const { text, ids } = takeIds(whole) ?? { text: whole, ids: undefined };
  const bytes = Buffer.from(text);
  if (bytes.length > longestPacked || (ids !== undefined && ids.length > mostIds * uuidBytes))
    return Buffer.concat([Buffer.of(plainFormat), Buffer.from(whole)]);
  const packed = packer.pack(bytes);
  if (ids === undefined || ids.length === 0) return Buffer.concat([Buffer.of(packedFormat), packed]);
  const header = Buffer.allocUnsafe(headerLength);
  header.writeUInt8(packedWithIdsFormat, 0);
  header.writeUInt16BE(ids.length / uuidBytes, 1);
  return Buffer.concat([header, ids, packed]);
}

/** Opens what is packed, and passes on what is not. @throws PackingError; LedgerError `ledger/malformed-batch` */
export function unpackEntry(bytes: Buffer): string {
  const format = bytes[0];
  if (format === startOfJson) return bytes.toString();
  if (format === plainFormat) return bytes.toString("utf8", 1);
  if (format === packedFormat) return packer.unpack(bytes.subarray(1)).toString();
  if (format === packedWithIdsFormat) {
    const end = headerLength + bytes.readUInt16BE(1) * uuidBytes;
    return putIds({ text: packer.unpack(bytes.subarray(end)).toString(), ids: bytes.subarray(headerLength, end) });
  }
  throw new LedgerError("ledger/malformed-batch", "the entry's format is newer than this program");
}

/** Number of ids, 1 byte | 16 bytes each | packed text; or 255 and what `packEntry` made of it. */
export function packShape(whole: string): Buffer {
  const taken = takeIds(whole);
  if (taken === undefined || taken.ids.length >= mostIdsInShape * uuidBytes || whole.length > longestPacked / 4)
    return Buffer.concat([Buffer.of(mostIdsInShape), packEntry(whole)]);
  const { text, ids } = taken;
  return Buffer.concat([Buffer.of(ids.length / uuidBytes), ids, shapePacker.pack(Buffer.from(text))]);
}

/** @throws PackingError; LedgerError `ledger/malformed-batch` */
export function unpackShape(bytes: Buffer): string {
  const count = bytes[0] ?? 0;
  if (count === mostIdsInShape) return unpackEntry(bytes.subarray(1));
  const end = 1 + count * uuidBytes;
  return putIds({ text: shapePacker.unpack(bytes.subarray(end)).toString(), ids: bytes.subarray(1, end) });
}
