import type { VaultColumn } from "../../../custody/chart/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { Vault } from "../holds/hold.ts";
import type { Source } from "../rule.ts";
import type { AppraisalRow } from "./appraisal-table.ts";
import type { AppraisalEvent } from "./state.ts";

/** Why a record fell due: the longest of its rules. */
export interface DueWords {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly rule: string;
  /** "8 years from the last contact (…)". */
  readonly words: string;
  readonly source: Source;
}

/** One thing that was done with it. */
export interface AppraisalStep {
  readonly event: AppraisalEvent;
  readonly at: number;
  readonly by: string;
  readonly why: string;
  /** Ids of the entries in the ledger that tell of it. */
  readonly entries: readonly string[];
}

/** What was destroyed, for whoever asks later. */
export interface DestructionCertificate {
  /** Canonical JSON. */
  readonly json: string;
  /** A C2SP signed note for people, under the key of the organisation's ledger, with the JSON's SHA-256. */
  readonly note: string;
}

export interface AppraisalWords {
  readonly due: DueWords;
  readonly steps: readonly AppraisalStep[];
  /** How many records of each type, when it was approved. */
  readonly records?: Readonly<Record<string, number>> | undefined;
  /** The approver's signature, a Provenance. */
  readonly signature?: FhirResource | undefined;
  readonly certificate?: DestructionCertificate | undefined;
}

type Place = Omit<AppraisalRow, "sealed">;

const context = ({ id, patient, state, proposer, decider, queued_at, changed_at, until }: Place) =>
  `retention-appraisal|${id}|${patient}|${state}|${proposer ?? ""}|${decider ?? ""}|${queued_at}|${changed_at}|${until ?? ""}`;

export const appraisalColumns: readonly VaultColumn[] = [
  {
    table: "retention_appraisal",
    column: "sealed",
    key: ["id"],
    also: ["patient", "state", "proposer", "decider", "queued_at", "changed_at", "until"],
    contexts: (row: Place) => [context(row)],
  },
];

export function sealAppraisal(vault: Vault, place: Place, words: AppraisalWords): AppraisalRow {
  return { ...place, sealed: vault.seal(context(place), Buffer.from(JSON.stringify(words))) };
}

/** Undefined when the row isn't as it was written: it is decided on by nobody. */
export function openAppraisal(vault: Vault, row: AppraisalRow): AppraisalWords | undefined {
  try {
    return JSON.parse(vault.open(context(row), row.sealed).toString()) as AppraisalWords;
  } catch {
    return undefined;
  }
}
