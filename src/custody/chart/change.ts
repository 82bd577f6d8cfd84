import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Caller } from "../access/index.ts";
import type { LedgerAction } from "../ledger/index.ts";
import type { OpenVersion, SealedVersion } from "../records/index.ts";
import type { Permit } from "./access.ts";
import type { ChartPorts, Ruled, Written } from "./ports.ts";
import type { Explained } from "./sight.ts";
import type { NewKeys, Placed } from "./writing.ts";
import { witnessed } from "./witnessing.ts";

/** A change that is prepared but not written: what will be stored, and what the ledger will say. */
export interface Change {
  readonly action: LedgerAction;
  readonly permitted: Permit;
  readonly sealed: SealedVersion;
  readonly stored: OpenVersion;
  readonly explained: Explained;
  /** Undefined for a deletion. */
  readonly resource: FhirResource | undefined;
  /** The version before, where there is one. */
  readonly before?: FhirResource | undefined;
  /** What its rule wants done in the same transaction. */
  readonly alongside?: Ruled["alongside"];
}

/** What all of these want done in their transaction, in this order. */
export function alongsideOf(changes: readonly Pick<Change, "alongside">[]): Ruled["alongside"] {
  const works = changes.flatMap(({ alongside }) => (alongside === undefined ? [] : [alongside]));
  if (works.length === 0) return undefined;
  return async (tx) => {
    for (const work of works) await work(tx);
  };
}

/** A patient who is registered by somebody held to facilities is known there from then on, or nobody there would find them. */
export function placedBy({ facilities }: Caller, { sealed: { newKey } }: Change): readonly Placed[] {
  return newKey === undefined || facilities === undefined ? [] : [{ patient: newKey.subject, facilities }];
}

export function writtenBy({ stored, resource }: Change): Written {
  const { type, id, version, patient } = stored;
  return { type, id, version, patient, resource };
}

export interface Changing {
  readonly ports: ChartPorts;
  readonly caller: Caller;
  readonly newKeys: NewKeys;
  /** Records whose file it is that is written, beside those that it was the file of. */
  readonly namedBy?: ReadonlySet<string> | undefined;
}

/** Says "weak ETag of version" as FHIR does: W/"3" or "3". */
export type ExpectedVersion = number | undefined;

/** Changes grouped by what the ledger says of them. */
export function entriesOf(ports: ChartPorts, caller: Caller, changes: readonly Change[]) {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const name = `${change.action}|${change.permitted.reason}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [change]);
    else group.push(change);
  }
  const at = ports.now();
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return witnessed(
      { at, caller, action: first.action, why: first.permitted.reason },
      group.map(({ stored, explained }) => ({ ...stored, ...explained })),
    );
  });
}
