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
  /** What becomes of it is sealed too; grants of before that was don't say it. */
  readonly sealsState?: true | undefined;
}

// With everything that mustn't change: a row whose person or times were altered doesn't open, so a grant can't be moved or stretched.
type Place = Pick<BreakGlassRow, "id" | "person" | "patient" | "began_at" | "until">;
const context = ({ id, person, patient, began_at, until }: Place) =>
  `break-glass|${id}|${person}|${patient}|${began_at}|${until}`;

type Standing = Pick<BreakGlassRow, "state" | "ended_at" | "ended_by">;
type Put = Standing & Pick<BreakGlassRow, "id">;
const stateContext = ({ id, state, ended_at, ended_by }: Put) =>
  `break-glass-state|${id}|${state}|${ended_at ?? ""}|${ended_by ?? ""}`;

export function sealGrant(
  vaults: { readonly staff: Vault; readonly patient: PatientVault },
  place: Place,
  about: AboutPatient & AboutStaff,
): Pick<BreakGlassRow, "sealed" | "sealed_staff" | "sealed_state" | "key_no"> {
  const { label, words, name, role, kind } = about;
  return {
    key_no: vaults.patient.keyNo,
    sealed_state: null,
    sealed: sealJson<AboutPatient>(vaults.patient, context(place), { label, words }),
    sealed_staff: sealJson<AboutStaff>(vaults.staff, context(place), { name, role, kind, sealsState: true }),
  };
}

/** @throws CryptoError `crypto/wrong-key-or-altered` */
function openStaff(vault: Vault, row: BreakGlassRow): AboutStaff {
  return openJson<AboutStaff>(vault, context(row), row.sealed_staff);
}

/** What became of a grant, as its row will say it. */
export function sealState(vault: Vault, standing: Put): Put & Pick<BreakGlassRow, "sealed_state"> {
  return { ...standing, sealed_state: sealJson(vault, stateContext(standing), {}) };
}

/** @throws CryptoError when it was ended, judged or opened again by SQL */
function expectState(vault: Vault, row: BreakGlassRow, { sealsState }: Pick<AboutStaff, "sealsState">): void {
  const isOpen = row.state === "open";
  if (row.sealed_state === null ? !isOpen && sealsState === true : isOpen)
    throw new CryptoError("crypto/wrong-key-or-altered", "nobody put this grant into its state");
  if (row.sealed_state !== null) openJson<object>(vault, stateContext(row), row.sealed_state);
}

/** What is in force by its row. @throws CryptoError `crypto/wrong-key-or-altered` */
export function openInForce(vault: Vault, row: BreakGlassRow): AboutStaff {
  const staff = openStaff(vault, row);
  expectState(vault, row, staff);
  return staff;
}

/** Undefined without the patient's key: the record was erased, and this with it. */
export function openPatient(vault: PatientVault | undefined, row: BreakGlassRow): AboutPatient | undefined {
  return vault === undefined ? undefined : openJson<AboutPatient>(vault, context(row), row.sealed);
}

/** Both parts as far as they open. */
export interface ReadGrant {
  readonly staff: AboutStaff | undefined;
  readonly patient: AboutPatient | undefined;
  /** Its staff's part and its state are as they were sealed; otherwise it opens nothing, whatever its row says. */
  readonly holds: boolean;
  /** What became of it. Where nobody put it into its state: over, nobody knows when, and to be reviewed. */
  readonly standing: Standing;
  /** Anything of it isn't as it was sealed. */
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
  const standing = unlessAltered(ports, tenant, of, () => {
    expectState(vaults.staff, row, staff ?? {});
    return row;
  });
  return {
    staff,
    patient: patient?.about,
    holds: staff !== undefined && standing !== undefined,
    standing: standing ?? { state: "awaiting-review", ended_at: null, ended_by: null },
    altered: staff === undefined || patient === undefined || standing === undefined,
  };
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

/** What the patient's key seals here: reasons in words, and reviews for as long as there is that key. */
export const breakGlassPatientColumns: readonly VaultColumn[] = [
  {
    table: "break_glass",
    column: "sealed",
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

export const breakGlassColumns: readonly VaultColumn[] = [
  {
    table: "break_glass",
    column: "sealed_staff",
    key: ["id"],
    also: ["person", "patient", "began_at", "until"],
    contexts: (row: Place) => [context(row)],
  },
  {
    table: "break_glass",
    column: "sealed_state",
    key: ["id"],
    also: ["state", "ended_at", "ended_by"],
    contexts: (row: Put) => [stateContext(row)],
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
