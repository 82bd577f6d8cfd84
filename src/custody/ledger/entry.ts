import type { ResourceId } from "../../foundation/kernel/index.ts";
import { alikeFormat, decodeAlike, encodeAlike } from "./alike-entries.ts";
import { packEntry, unpackEntry } from "./entry-packing.ts";

/** What was done. Clinical acts are the first ten; the rest are acts of administration. */
export type LedgerAction =
  | "read"
  | "search"
  | "history"
  | "create"
  | "update"
  | "delete"
  | "import"
  | "export"
  | "draft"
  | "sign"
  | "accesses"
  | "verify"
  | "organisation"
  | "signed-in"
  | "sign-in-failed"
  | "locked"
  | "place-slowed"
  | "unlocked"
  | "signed-out"
  | "password-changed"
  | "second-factor-enrolled"
  | "person-added"
  | "role-changed"
  | "person-ended"
  | "person-restored"
  | "account-removed"
  | "credentials-reset"
  | "person-changed"
  | "authenticator-added"
  | "authenticator-removed"
  | "passkey-refused"
  | "recovery-codes-made"
  | "recovery-code-used"
  | "recovery-started"
  | "recovery-approved"
  | "recovery-refused"
  | "recovery-confirmed"
  | "recovery-begun"
  | "recovery-done"
  | "recovery-cancelled"
  | "session-ended"
  | "stepped-up"
  | "purpose-changed"
  | "setting-changed"
  | "client-added"
  | "client-ended"
  | "token-issued"
  | "token-refused"
  | "token-revoked"
  | "client-changed"
  | "app-allowed"
  | "app-withdrawn"
  | "app-launched"
  | "keys-rotated"
  | "keys-destroyed"
  | "federation-changed"
  | "person-linked"
  | "person-unlinked"
  | "break-glass-asked"
  | "break-glass"
  | "break-glass-ended"
  | "break-glass-reviewed"
  | "vendor-access-requested"
  | "vendor-access-decided"
  | "vendor-access-ended"
  | "access-review-opened"
  | "access-review-assigned"
  | "access-review-decided"
  | "access-review-closed"
  | "role-grant-requested"
  | "role-grant-decided"
  | "proxy-recorded"
  | "proxy-decided"
  | "proxy-ended"
  | "task-assigned"
  | "task-done"
  | "role-defined"
  | "role-removed"
  | "preview"
  | "backed-up"
  | "restored"
  | "backups-pruned"
  | "restore-drilled"
  | "residue-scanned"
  | "residue-cleared"
  | "ledger-pruned"
  | "retention-looked"
  | "hold-placed"
  | "hold-lifted"
  | "appraisal-queued"
  | "appraisal-decided"
  | "erasure-decided"
  | "retained-read"
  | "rights-request-received"
  | "rights-request-changed"
  | "rights-request-answered"
  | "rights-letter-made"
  | "rights-letter-sent"
  | "restriction-placed"
  | "restriction-told"
  | "restriction-kept"
  | "restriction-lifted"
  | "restricted-read"
  | "records-merged"
  | "report-made"
  | "merge-undone"
  | "card-printed"
  | "reminded"
  | "printed"
  | "co-sign"
  | "note-returned";

export interface LedgerActor {
  readonly kind: "person" | "client" | "system";
  readonly id: string;
  /** The name at that time: a later change must not rewrite history. */
  readonly name: string;
  readonly role?: string | undefined;
}

/** One witnessed act. Its JSON is sealed; the tree holds a hash of what was sealed. */
export interface LedgerEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly action: LedgerAction;
  readonly actor: LedgerActor;
  /** The stored reason why it was allowed, a sentence. */
  readonly why: string;
  /** Network address it came from. */
  readonly from?: string | undefined;
  readonly requestId?: string | undefined;
  /** `Observation/<id>/<version>`, at most 50 of `count`. */
  readonly resources: readonly string[];
  readonly count: number;
  /** The query of a search, or what an act of administration was about. */
  readonly detail?: string | undefined;
  /** What it was done for: an HL7 v3 PurposeOfUse code. */
  readonly purpose?: string | undefined;
  /** For whom the actor acted: the person to whom a program's token was given, or whom a proxy stands in for (`Patient/<id>`). */
  readonly onBehalfOf?: string | undefined;
}

/** An entry and the patient whose key seals it; without one the organisation's ledger key does. */
export interface Witnessed {
  readonly entry: LedgerEntry;
  readonly patient?: ResourceId | undefined;
}

export const mostListed = 50;

// Positional and numbered, because field names would be half of every entry.
const format = 1;

export function encodeEntry(entry: LedgerEntry): Buffer {
  const listed = entry.resources.length > mostListed ? entry.resources.slice(0, mostListed) : entry.resources;
  return encodeAlike(entry, listed) ?? encodeWhole(entry, listed);
}

/** Any entry. All were written so once, hence it is also how old ones read. */
export function encodeWhole(entry: LedgerEntry, resources: readonly string[]): Buffer {
  const { at, action, actor, why, from, requestId, count, detail, purpose, onBehalfOf } = entry;
  const listed = resources.join(" ");
  const actorPart = [actor.kind, actor.id, actor.name, actor.role ?? 0];
  const always = [format, at, action, actorPart, why, from ?? 0, requestId ?? 0, listed, count, detail ?? 0];
  // Entries written before these two were added end without them, and so do those that have neither.
  const added = purpose === undefined && onBehalfOf === undefined ? [] : [purpose ?? 0, onBehalfOf ?? 0];
  return packEntry(JSON.stringify([...always, ...added]));
}

export function decodeEntry(bytes: Buffer): LedgerEntry {
  return bytes[0] === alikeFormat ? decodeAlike(bytes) : decodeWhole(bytes);
}

function decodeWhole(bytes: Buffer): LedgerEntry {
  const [, at, action, actor, why, from, requestId, listed, count, detail, purpose = 0, onBehalfOf = 0] = JSON.parse(
    unpackEntry(bytes),
  ) as [
    number,
    number,
    LedgerAction,
    [LedgerActor["kind"], string, string, string | 0],
    string,
    string | 0,
    string | 0,
    string,
    number,
    string | 0,
    (string | 0)?,
    (string | 0)?,
  ];
  const [kind, id, name, role] = actor;
  return {
    at,
    action,
    actor: { kind, id, name, role: role === 0 ? undefined : role },
    why,
    from: from === 0 ? undefined : from,
    requestId: requestId === 0 ? undefined : requestId,
    resources: listed === "" ? [] : listed.split(" "),
    count,
    detail: detail === 0 ? undefined : detail,
    purpose: purpose === 0 ? undefined : purpose,
    onBehalfOf: onBehalfOf === 0 ? undefined : onBehalfOf,
  };
}
