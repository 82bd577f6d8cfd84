import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { LedgerAction } from "../../../custody/ledger/index.ts";

/** How one kind of act is told as an AuditEvent. */
export interface Act {
  readonly type: JsonObject;
  readonly subtype: readonly JsonObject[];
  /** http://hl7.org/fhir/audit-event-action */
  readonly action: "C" | "R" | "U" | "D" | "E";
  /** http://hl7.org/fhir/audit-event-outcome: success, minor failure, serious failure */
  readonly outcome: "0" | "4" | "8";
  /** The pattern of IHE's Basic Audit Log Patterns that it follows, where there is one. */
  readonly pattern?: Pattern | undefined;
}

export type Pattern = "Read" | "Query" | "Create" | "Update" | "Delete";

/** Source: DICOM PS3.16, CID 400 and 403. */
const dicom = {
  "110100": "Application Activity",
  "110101": "Audit Log Used",
  "110106": "Export",
  "110107": "Import",
  "110110": "Patient Record",
  "110113": "Security Alert",
  "110114": "User Authentication",
  "110122": "Login",
  "110123": "Logout",
  "110127": "Emergency Override Started",
  "110129": "Security Configuration",
  "110136": "Security Roles Changed",
  "110137": "User Security Attributes Changed",
  "110138": "Emergency Override Stopped",
} as const;
type DicomCode = keyof typeof dicom;

export const dicomSystem = "http://dicom.nema.org/resources/ontology/DCM";
const restful = { system: "http://terminology.hl7.org/CodeSystem/audit-event-type", code: "rest" };
const interactionSystem = "http://hl7.org/fhir/restful-interaction";
/** The ledger's own word for what was done: DICOM's are coarser. */
const ownSystem = "urn:wardbook:ledger-action";

function coding(code: DicomCode): JsonObject {
  return { system: dicomSystem, code, display: dicom[code] };
}

function rest(interaction: string, action: Act["action"], pattern?: Pattern): Act {
  const subtype = [{ system: interactionSystem, code: interaction }];
  return { type: { ...restful, display: "RESTful Operation" }, subtype, action, outcome: "0", pattern };
}

type Told = readonly [
  type: DicomCode,
  action: Act["action"],
  subtype?: DicomCode | undefined,
  outcome?: Act["outcome"],
];

const securityOf = (subtype: DicomCode, action: Act["action"] = "U"): Told => ["110113", action, subtype];
const person = securityOf("110137");
const roles = securityOf("110136");
const configuration = securityOf("110129");
const work: Told = ["110100", "E"];

const restActs = {
  read: rest("read", "R", "Read"),
  search: rest("search", "E", "Query"),
  history: rest("history", "R"),
  create: rest("create", "C", "Create"),
  update: rest("update", "U", "Update"),
  delete: rest("delete", "D", "Delete"),
} as const satisfies Partial<Record<LedgerAction, Act>>;

const otherActs: Readonly<Record<Exclude<LedgerAction, keyof typeof restActs>, Told>> = {
  import: ["110107", "C"],
  export: ["110106", "R"],
  draft: ["110110", "U"],
  sign: ["110110", "C"],
  "co-sign": ["110110", "U"],
  "note-returned": ["110110", "U"],
  preview: ["110110", "R"],
  printed: ["110106", "R"],
  accesses: ["110101", "R"],
  "ledger-pruned": ["110101", "D"],
  "backed-up": ["110106", "R"],
  restored: ["110107", "C"],
  "backups-pruned": ["110100", "D"],
  "restore-drilled": ["110100", "E"],
  "residue-scanned": ["110110", "E"],
  "residue-cleared": ["110110", "E"],
  "retention-looked": ["110110", "E"],
  "hold-placed": ["110110", "U"],
  "hold-lifted": ["110110", "U"],
  "appraisal-queued": ["110110", "E"],
  "appraisal-decided": ["110110", "U"],
  "erasure-decided": ["110110", "U"],
  "retained-read": ["110110", "R"],
  verify: ["110101", "E"],
  organisation: work,
  "task-assigned": work,
  "task-done": work,
  "report-made": work,
  "app-launched": work,
  "signed-in": ["110114", "E", "110122"],
  "sign-in-failed": ["110114", "E", "110122", "4"],
  "signed-out": ["110114", "E", "110123"],
  "session-ended": ["110114", "E", "110123"],
  "stepped-up": ["110114", "E"],
  "token-issued": ["110114", "E"],
  "token-refused": ["110114", "E", undefined, "4"],
  "token-revoked": ["110114", "E"],
  "passkey-refused": ["110114", "E", undefined, "4"],
  locked: ["110113", "E", undefined, "8"],
  "place-slowed": ["110113", "E", undefined, "8"],
  unlocked: person,
  "password-changed": person,
  "second-factor-enrolled": person,
  "person-added": securityOf("110137", "C"),
  "person-changed": person,
  "person-ended": person,
  "person-restored": person,
  "account-removed": person,
  "person-linked": person,
  "person-unlinked": person,
  "credentials-reset": person,
  "authenticator-added": person,
  "authenticator-removed": person,
  "recovery-codes-made": person,
  "recovery-code-used": person,
  "recovery-started": person,
  "recovery-approved": person,
  "recovery-refused": person,
  "recovery-confirmed": person,
  "recovery-begun": person,
  "recovery-done": person,
  "recovery-cancelled": person,
  "purpose-changed": person,
  "role-changed": roles,
  "role-defined": roles,
  "role-removed": securityOf("110136", "D"),
  "role-grant-requested": roles,
  "role-grant-decided": roles,
  "proxy-recorded": securityOf("110136", "C"),
  "proxy-decided": roles,
  "proxy-ended": securityOf("110136", "D"),
  "access-review-opened": roles,
  "access-review-assigned": roles,
  "access-review-decided": roles,
  "access-review-closed": roles,
  "vendor-access-requested": roles,
  "vendor-access-decided": roles,
  "vendor-access-ended": roles,
  "setting-changed": configuration,
  "federation-changed": configuration,
  "client-added": securityOf("110129", "C"),
  "client-changed": configuration,
  "client-ended": configuration,
  "app-allowed": configuration,
  "app-withdrawn": configuration,
  "keys-rotated": configuration,
  "keys-destroyed": securityOf("110129", "D"),
  "rights-request-received": work,
  "rights-request-changed": work,
  "rights-request-answered": work,
  "rights-letter-made": work,
  "rights-letter-sent": work,
  "restriction-placed": ["110110", "U"],
  "restriction-told": work,
  "restriction-kept": ["110110", "U"],
  "restriction-lifted": ["110110", "U"],
  "restricted-read": ["110110", "R"],
  "records-merged": ["110110", "U"],
  "card-printed": ["110106", "R"],
  "merge-undone": ["110110", "U"],
  // Told to the patient, at their own address.
  reminded: ["110106", "R"],
  "break-glass-asked": ["110113", "E"],
  "break-glass": securityOf("110127", "E"),
  "break-glass-ended": securityOf("110138", "E"),
  "break-glass-reviewed": ["110113", "E"],
};

/** Every kind of act. */
export const toldActions: readonly LedgerAction[] = [
  ...(Object.keys(restActs) as (keyof typeof restActs)[]),
  ...(Object.keys(otherActs) as (keyof typeof otherActs)[]),
];

function isRestful(action: LedgerAction): action is keyof typeof restActs {
  return Object.hasOwn(restActs, action);
}

export function actOf(action: LedgerAction): Act {
  if (isRestful(action)) return restActs[action];
  const [type, letter, subtype, outcome = "0"] = otherActs[action];
  const own = { system: ownSystem, code: action };
  return {
    type: coding(type),
    subtype: subtype === undefined ? [own] : [coding(subtype), own],
    action: letter,
    outcome,
  };
}
