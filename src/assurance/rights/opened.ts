import type { VaultColumn } from "../../custody/chart/index.ts";
import type { Vault } from "./ports.ts";
import type { RequestRow } from "./rights-table.ts";
import type { RequestEvent } from "./state.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who asks: the patient, or who speaks for them. */
export interface Asker {
  readonly name: string;
  readonly relation: "self" | "parent-or-guardian" | "attorney" | "other";
  /** What shows that they may speak for the patient. */
  readonly proof?: string | undefined;
}

/** What was decided about one record, or one kind of records. */
export interface DecidedItem {
  /** "Observation/<id>", or words: "letters of 2019". */
  readonly what: string;
  readonly outcome: "granted" | "refused";
  /** Id of a ground; what is refused has one. */
  readonly ground?: string | undefined;
  readonly note?: string | undefined;
}

export interface Step {
  readonly event: "receive" | RequestEvent;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: Named;
  readonly note?: string | undefined;
}

export interface RequestWords {
  readonly patientLabel: string;
  readonly asker: Asker;
  /** How it came: "portal", or "letter", "e-mail", "in person", "telephone". */
  readonly channel: string;
  readonly asked: string;
  /** How it was found that they are who they say. */
  readonly identity?: string | undefined;
  /** Why it takes longer; there is one extension. */
  readonly extension?: string | undefined;
  readonly items: readonly DecidedItem[];
  /** How the answer went out. */
  readonly delivery?: string | undefined;
  readonly steps: readonly Step[];
  /** Not of rows that were written before there was a register of them. */
  readonly isRegistered?: true;
}

// With everything that can be read beside it: a day that was moved or a state that was set by hand doesn't open.
type Place = Omit<RequestRow, "sealed">;
const context = (row: Place) =>
  [
    "rights-request",
    row.id,
    row.patient,
    row.kind,
    row.law,
    row.state,
    row.received_on,
    row.due_on ?? "",
    row.created_at,
    row.closed_at ?? "",
    row.revision,
  ].join("|");

export function sealWords(vault: Vault, place: Place, words: RequestWords): Buffer {
  return vault.seal(context(place), Buffer.from(JSON.stringify(words)));
}

/** @throws CryptoError when the row was altered */
export function openWords(vault: Vault, row: RequestRow): RequestWords {
  return JSON.parse(vault.open(context(row), row.sealed).toString()) as RequestWords;
}

export const rightsVaultColumns: readonly VaultColumn[] = [
  {
    table: "rights_request",
    column: "sealed",
    key: ["id"],
    also: ["patient", "kind", "law", "state", "received_on", "due_on", "created_at", "closed_at", "revision"],
    contexts: (row: Place) => [context(row)],
  },
];
