import { type Scope, parseScope } from "../../../custody/access/index.ts";
import type { VaultColumn } from "../../../custody/chart/index.ts";
import type { Decision } from "../../../custody/signatures/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { type OnAltered, alteredWords, unlessAltered } from "../altered.ts";
import type { Vault } from "../ports.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { VendorRow } from "./vendor-access-table.ts";

/** What was asked for, with the names at that time. */
export interface VendorWords {
  readonly personName: string;
  readonly requesterName: string;
  readonly ticket: string;
  readonly purpose: string;
  readonly scopes: readonly string[];
  /** How long it lasts from its approval, in milliseconds. Those of before have their times as they were asked for. */
  readonly lasts?: number | undefined;
}

/** When it would begin and end, were it approved now; when it does, once it is. */
export function timesOf(
  row: Pick<VendorRow, "state" | "from_at" | "until">,
  { lasts }: VendorWords,
  now: number,
): { readonly from: number; readonly until: number } {
  const { from_at: from, until } = row;
  if (row.state !== "requested" || lasts === undefined) return { from, until };
  const begins = Math.max(from, now);
  return { from: begins, until: begins + lasts };
}

export interface DecisionWords {
  readonly name: string;
  readonly note?: string | undefined;
  /** The Provenance that signs an approval; approvals of before they were signed have none. */
  readonly signature?: FhirResource | undefined;
}

/** An approval, as its approver signs it. */
export function vendorDecision(
  { id, person, requester, from_at, until, decided_at }: Place & Pick<VendorRow, "decided_at">,
  { personName, requesterName, ticket, purpose, scopes }: VendorWords,
  note: string | undefined,
): Decision {
  return {
    kind: "vendor-access",
    id,
    whom: { id: person, name: personName },
    what: {
      ticket,
      purpose,
      scopes: [...scopes],
      from: new Date(from_at).toISOString(),
      until: new Date(until).toISOString(),
      askedBy: { id: requester, name: requesterName },
      decided: new Date(decided_at ?? 0).toISOString(),
    },
    decision: "approve",
    reason: note,
  };
}

// With everything that mustn't change: a window that was stretched, or a row moved to somebody else, doesn't open.
type Place = Pick<VendorRow, "id" | "person" | "requester" | "from_at" | "until">;
const context = ({ id, person, requester, from_at, until }: Place) =>
  `vendor-access|${id}|${person}|${requester}|${from_at}|${until}`;
const decisionContext = ({ id, decider }: Pick<VendorRow, "id" | "decider">, approved: boolean) =>
  `vendor-access-${approved ? "approval" : "decision"}|${id}|${decider ?? ""}`;

export function sealVendor(vault: Vault, place: Place, words: VendorWords): Buffer {
  return sealJson(vault, context(place), words);
}

export function openVendor(vault: Vault, row: VendorRow): VendorWords {
  return openJson<VendorWords>(vault, context(row), row.sealed);
}

const alteredVendor: VendorWords = {
  personName: alteredWords,
  requesterName: alteredWords,
  ticket: "altered",
  purpose: alteredWords,
  scopes: [],
};

/** As `openVendor`, with words that say so in place of those of a row that was altered. */
export function readVendor(
  ports: { readonly onAltered: OnAltered },
  tenant: TenantId,
  vault: Vault,
  row: VendorRow,
): { readonly words: VendorWords; readonly altered: boolean } {
  const words = unlessAltered(ports, tenant, { table: "vendor_access", id: row.id }, () => openVendor(vault, row));
  return { words: words ?? alteredVendor, altered: words === undefined };
}

export function sealDecision(
  vault: Vault,
  row: Pick<VendorRow, "id" | "decider">,
  approved: boolean,
  words: DecisionWords,
): Buffer {
  return sealJson(vault, decisionContext(row, approved), words);
}

/** @throws CryptoError when this decision was not made by this person: an approval can't be made out of a refusal, or by SQL. */
export function openDecision(vault: Vault, row: VendorRow, approved: boolean): DecisionWords | undefined {
  return row.sealed_decision === null
    ? undefined
    : openJson<DecisionWords>(vault, decisionContext(row, approved), row.sealed_decision);
}

export function scopesOf(words: VendorWords): readonly Scope[] {
  return words.scopes.map(parseScope);
}

export const vendorColumns: readonly VaultColumn[] = [
  {
    table: "vendor_access",
    column: "sealed",
    key: ["id"],
    also: ["person", "requester", "from_at", "until"],
    contexts: (row: Place) => [context(row)],
  },
  {
    table: "vendor_access",
    column: "sealed_decision",
    key: ["id"],
    also: ["decider"],
    contexts: (row: Pick<VendorRow, "id" | "decider">) => [decisionContext(row, true), decisionContext(row, false)],
  },
];
