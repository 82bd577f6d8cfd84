import type { PatientVault, VaultColumn } from "../../../custody/chart/index.ts";
import type { Decision } from "../../../custody/signatures/index.ts";
import { CryptoError } from "../../../foundation/crypto/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { type OnAltered, unlessAltered } from "../altered.ts";
import type { Vault } from "../ports.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { BreakGlassRow, ReviewRow } from "./break-glass-table.ts";
import type { Reason, ReasonKind } from "./reason.ts";

/** What tells of the patient. */
export interface AboutPatient {
  readonly label: string;
  readonly words: string;
}

/** What tells of staff. */
export interface AboutStaff {
  readonly name: string;
  readonly role: string | undefined;
  readonly kind: ReasonKind;
}

// With everything that mustn't change: a row whose person or times were altered doesn't open, so a grant can't be moved or stretched.
type Place = Pick<BreakGlassRow, "id" | "person" | "patient" | "began_at" | "until">;
const context = ({ id, person, patient, began_at, until }: Place) =>
  `break-glass|${id}|${person}|${patient}|${began_at}|${until}`;

export function sealGrant(
  vaults: { readonly staff: Vault; readonly patient: PatientVault },
  place: Place,
  about: AboutPatient & AboutStaff,
): Pick<BreakGlassRow, "sealed" | "sealed_staff" | "key_no"> {
  const { label, words, name, role, kind } = about;
  return {
    key_no: vaults.patient.keyNo,
    sealed: sealJson<AboutPatient>(vaults.patient, context(place), { label, words }),
    sealed_staff: sealJson<AboutStaff>(vaults.staff, context(place), { name, role, kind }),
  };
}

/** @throws CryptoError `crypto/wrong-key-or-altered` */
export function openStaff(vault: Vault, row: BreakGlassRow): AboutStaff {
  return openJson<AboutStaff>(vault, context(row), row.sealed_staff);
}

/** Undefined without the patient's key: the record was erased, and this with it. */
export function openPatient(vault: PatientVault | undefined, row: BreakGlassRow): AboutPatient | undefined {
  return vault === undefined ? undefined : openJson<AboutPatient>(vault, context(row), row.sealed);
}

/** Both parts as far as they open. `altered`: at least one doesn't; without its staff's part a grant opens nothing. */
export interface ReadGrant {
  readonly staff: AboutStaff | undefined;
  readonly patient: AboutPatient | undefined;
  readonly altered: boolean;
}

export function readGrant(
  ports: { readonly onAltered: OnAltered },
  tenant: TenantId,
  vaults: { readonly staff: Vault; readonly patient?: PatientVault | undefined },
  row: BreakGlassRow,
): ReadGrant {
  const of = { table: "break_glass", id: row.id } as const;
  const staff = unlessAltered(ports, tenant, of, () => openStaff(vaults.staff, row));
  const patient = unlessAltered(ports, tenant, of, () => ({ about: openPatient(vaults.patient, row) }));
  return { staff, patient: patient?.about, altered: staff === undefined || patient === undefined };
}

export function reasonOf(staff: AboutStaff | undefined, patient: AboutPatient | undefined): Reason | undefined {
  return staff === undefined || patient === undefined ? undefined : { kind: staff.kind, words: patient.words };
}

/** What a reviewer wrote. */
export interface ReviewWords {
  readonly note: string;
  readonly name: string;
  /** The Provenance that signs it; reviews of before they were signed have none. */
  readonly signature?: FhirResource | undefined;
}

/** A review, as its reviewer signs it. Without the patient's name: it is theirs to be forgotten. */
export function reviewDecision(
  { id, person, patient, began_at, until }: Place,
  { review, outcome, at }: Omit<ReviewRow, "sealed">,
  { staffName, note }: { readonly staffName: string; readonly note: string },
): Decision {
  return {
    kind: "break-glass-review",
    id: review,
    whom: { id: person, name: staffName },
    what: {
      emergencyAccess: id,
      patient,
      began: new Date(began_at).toISOString(),
      until: new Date(until).toISOString(),
      decided: new Date(at).toISOString(),
    },
    decision: outcome,
    reason: note,
  };
}

const reviewContext = (id: string, row: Omit<ReviewRow, "sealed">) =>
  `break-glass-review|${id}|${row.review}|${row.outcome}|${row.reviewer}|${row.at}`;

/** Under the patient's key; under the organisation's where that key is gone for good. */
export function sealReview(
  vaults: { readonly staff: Vault; readonly patient: PatientVault | undefined },
  id: string,
  row: Omit<ReviewRow, "sealed">,
  words: ReviewWords,
): ReviewRow {
  return { ...row, sealed: sealJson(vaults.patient ?? vaults.staff, reviewContext(id, row), words) };
}

/** Undefined when it went with the patient's key. */
export function openReview(
  vaults: { readonly staff: Vault; readonly patient: PatientVault | undefined },
  id: string,
  row: ReviewRow,
): ReviewWords | undefined {
  if (vaults.patient !== undefined) return openJson<ReviewWords>(vaults.patient, reviewContext(id, row), row.sealed);
  try {
    return openJson<ReviewWords>(vaults.staff, reviewContext(id, row), row.sealed);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

export const breakGlassColumns: readonly VaultColumn[] = [
  {
    table: "break_glass",
    column: "sealed_staff",
    key: ["id"],
    also: ["person", "patient", "began_at", "until"],
    contexts: (row: Place) => [context(row)],
  },
  {
    table: "break_glass_review",
    column: "sealed",
    key: ["review"],
    also: ["id", "outcome", "reviewer", "at"],
    contexts: ({ id, ...row }: Omit<ReviewRow, "sealed"> & { readonly id: string }) => [reviewContext(id, row)],
    mayBeAnothers: true,
  },
];
