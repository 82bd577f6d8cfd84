import type { VaultColumn } from "../../custody/chart/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ErasureRow } from "./erasure-table.ts";
import type { Choice, Fate } from "./fate.ts";
import type { Vault } from "./ports.ts";
import type { RetainedRow } from "./retained-table.ts";
import type { ErasureEvent, RetainedEvent } from "./state.ts";

/** One thing that was done, by whom and why. */
export interface Step<Event extends string> {
  readonly event: Event;
  readonly at: number;
  readonly by: { readonly id: string; readonly name: string };
  readonly why: string;
  /** Ids of the entries in the ledger that tell of it. */
  readonly entries: readonly string[];
}

/** What was erased and what stays, for whoever asks later. */
export interface ErasureCertificate {
  /** Canonical JSON. */
  readonly json: string;
  /** A C2SP signed note for people, under the key of the organisation's ledger, with the JSON's SHA-256. */
  readonly note: string;
}

export interface ErasureWords {
  readonly choices: readonly Choice[];
  /** What was asked to be erased by itself. Absent: the whole record. */
  readonly records?: readonly string[] | undefined;
  /** Of such an erasure: the keys that sealed what is gone, by number. They end later. */
  readonly keyNos?: readonly number[] | undefined;
  readonly fates: readonly Fate[];
  readonly steps: readonly Step<"propose" | ErasureEvent>[];
  /** The approver's signature, a Provenance. */
  readonly signature?: FhirResource | undefined;
  /** The newest: each later event has it issued anew. */
  readonly certificate?: ErasureCertificate | undefined;
  /** When what the erasure deleted was taken off the database's disk, and whether its log was written over too. */
  readonly cleared?: { readonly at: number; readonly log: boolean } | undefined;
  /** Not of rows that were written before there was a register of them. */
  readonly isRegistered?: true | undefined;
}

export interface RetainedFacts {
  readonly fate: Fate;
  readonly versions: number;
  readonly steps: readonly Step<RetainedEvent>[];
  readonly signature?: FhirResource | undefined;
  /** What the key administration certified when its key went. A C2SP signed note. */
  readonly certificate?: string | undefined;
}

type ErasurePlace = Omit<ErasureRow, "sealed">;
type RetainedPlace = Omit<RetainedRow, "sealed" | "sealed_facts">;

// With everything that can be read beside it: what was changed by hand doesn't open.
const erasureContext = (row: ErasurePlace) =>
  [
    "erasure",
    row.id,
    row.patient,
    row.request ?? "",
    row.state,
    row.proposer,
    row.decider ?? "",
    row.proposed_at,
    row.changed_at,
  ].join("|");
/** All of a row that can be read, as it is bound into what it seals. */
export const readableOf = (row: ErasurePlace): string => erasureContext(row);
const retainedContext = (row: RetainedPlace) =>
  [
    "retained-record",
    row.id,
    row.erasure,
    row.patient,
    row.state,
    row.until ?? "",
    row.proposer ?? "",
    row.decider ?? "",
    row.changed_at,
  ].join("|");

export const erasureVaultColumns: readonly VaultColumn[] = [
  {
    table: "erasure",
    column: "sealed",
    key: ["id"],
    also: ["patient", "request", "state", "proposer", "decider", "proposed_at", "changed_at"],
    contexts: (row: ErasurePlace) => [erasureContext(row)],
  },
  {
    table: "retained_record",
    column: "sealed_facts",
    key: ["id"],
    also: ["erasure", "patient", "state", "until", "proposer", "decider", "changed_at"],
    contexts: (row: RetainedPlace) => [retainedContext(row)],
  },
];

export function sealErasure(vault: Vault, place: ErasurePlace, words: ErasureWords): ErasureRow {
  return {
    ...place,
    sealed: vault.seal(erasureContext(place), Buffer.from(JSON.stringify({ ...words, isRegistered: true }))),
  };
}

/** Undefined when the row isn't as it was written: nobody decides on it. */
export function openErasure(vault: Vault, row: ErasureRow): ErasureWords | undefined {
  return tryOpen(vault, erasureContext(row), row.sealed);
}

export function sealFacts(vault: Vault, place: RetainedPlace, facts: RetainedFacts): Buffer {
  return vault.seal(retainedContext(place), Buffer.from(JSON.stringify(facts)));
}

/** Undefined when the row isn't as it was written. */
export function openFacts(
  vault: Vault,
  row: RetainedPlace & Pick<RetainedRow, "sealed_facts">,
): RetainedFacts | undefined {
  return tryOpen(vault, retainedContext(row), row.sealed_facts);
}

function tryOpen<Opened>(vault: Vault, context: string, sealed: Buffer): Opened | undefined {
  try {
    return JSON.parse(vault.open(context, sealed).toString()) as Opened;
  } catch {
    return undefined;
  }
}
