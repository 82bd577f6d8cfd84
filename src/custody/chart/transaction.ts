import { type FhirResource, type ResourceType } from "../../foundation/fhir/index.ts";
import { randomUuid } from "../../foundation/crypto/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { permit } from "./access.ts";
import {
  type Change,
  type Changing,
  type ExpectedVersion,
  alongsideOf,
  entriesOf,
  placedBy,
  writtenBy,
} from "./change.ts";
import { prepareCreate, prepareDelete, prepareUpdate } from "./prepare-change.ts";
import { retrying } from "./retrying.ts";
import { prepareSignatureLabels } from "./signature-changes.ts";
import { expectStillUnrestricted } from "./write-change.ts";
import { ChartError } from "./chart-error.ts";
import {
  type Condition,
  type ConditionalDelete,
  type ConditionalUpdate,
  deleteTarget,
  onlyMatch,
  updateTarget,
} from "./condition.ts";
import { filedAsNamed, prepareFileLabels } from "./labels-of-files.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { resolveReferences } from "./resolve-references.ts";
import { asWritten } from "./sight.ts";
import type { Writer } from "./writing.ts";

export type TransactionEntry =
  | {
      readonly kind: "create";
      readonly type: ResourceType;
      readonly resource: FhirResource;
      readonly fullUrl?: string | undefined;
      readonly ifNoneExist?: Condition | undefined;
    }
  | {
      readonly kind: "update";
      readonly type: ResourceType;
      readonly id: ResourceId;
      readonly resource: FhirResource;
      readonly fullUrl?: string | undefined;
      readonly ifMatch?: ExpectedVersion;
    }
  | {
      readonly kind: "delete";
      readonly type: ResourceType;
      readonly id: ResourceId;
      readonly ifMatch?: ExpectedVersion;
    }
  | ({ readonly kind: "update-where"; readonly fullUrl?: string | undefined } & ConditionalUpdate)
  | ({ readonly kind: "delete-where" } & ConditionalDelete);

/** Whether what an entry does depends on what else of its type is here. */
export function isConditional(entry: TransactionEntry): boolean {
  return entry.kind === "create" ? entry.ifNoneExist !== undefined : "where" in entry;
}

export interface TransactionOutcome {
  readonly version: OpenVersion | undefined;
  readonly outcome: "created" | "existing" | "updated" | "deleted";
}

export const mostEntries = 4_000;

/** Which entry an error is about. */
function inEntry<T>(index: number, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof ChartError) {
      const path = `Bundle.entry[${index}]${error.path === undefined ? "" : `: ${error.path}`}`;
      throw new ChartError(error.code, error.message, { path, cause: error, faults: error.faults });
    }
    throw error;
  });
}

/** What an entry comes to, once its condition is answered. */
interface Planned {
  readonly entry: TransactionEntry;
  readonly does: "create" | "update" | "delete" | "nothing";
  /** Undefined when a conditional delete matches nothing. */
  readonly id: ResourceId | undefined;
  /** A conditional create that found its match. */
  readonly existing?: OpenVersion;
}

async function plan(ports: ChartPorts, caller: Caller, entry: TransactionEntry): Promise<Planned> {
  switch (entry.kind) {
    case "create": {
      // Refused before the condition is asked: what is refused anyway must not tell what is here.
      permit(ports, caller, "create", entry.type);
      const existing =
        entry.ifNoneExist === undefined ? undefined : await onlyMatch(ports, caller, entry.type, entry.ifNoneExist);
      if (existing !== undefined) return { entry, does: "nothing", id: existing.id, existing };
      return { entry, does: "create", id: randomUuid() as ResourceId };
    }
    case "update-where": {
      const id = await updateTarget(ports, caller, entry);
      if (id === undefined) return { entry, does: "create", id: randomUuid() as ResourceId };
      return { entry, does: "update", id };
    }
    case "delete-where": {
      const id = await deleteTarget(ports, caller, entry);
      return { entry, does: id === undefined ? "nothing" : "delete", id };
    }
    case "update":
    case "delete":
      return { entry, does: entry.kind, id: entry.id };
  }
}

async function prepare(
  changing: Changing,
  { entry, does, id }: Planned,
  { own, before }: { readonly own: ReadonlyMap<string, string>; readonly before: Iterable<Change> },
): Promise<Change | undefined> {
  if (does === "nothing" || id === undefined) return undefined;
  const { type } = entry;
  if (entry.kind === "delete" || entry.kind === "delete-where")
    return prepareDelete(changing, { type, id }, entry.ifMatch);
  const resolved = await resolveReferences(changing.ports, changing.caller, entry.resource, own);
  const { resource, namedBy } = type === "Binary" ? filedAsNamed(resolved, id, before) : { resource: resolved };
  const filing = { ...changing, namedBy };
  if (does === "create" || entry.kind === "create") return prepareCreate(filing, type, resource, { id });
  const named = entry.kind === "update-where" ? { ...resource, id } : resource;
  return prepareUpdate(filing, { type, id }, named, entry.ifMatch);
}

/** Preparing an entry takes a fraction of a millisecond and waits for nothing: everybody else would wait for the whole bundle. */
const entriesPerTurn = 25;
const giveWay = () => new Promise<void>((resolve) => setImmediate(resolve));

const order = { nothing: 0, delete: 0, create: 1, update: 2 } as const;
/** Patients first: what is about them is sealed under their new keys. Files last: they get the labels of what names them. */
function precedence({ entry, does }: Planned): number {
  if (entry.type === "Binary" && does !== "delete") return Number.MAX_SAFE_INTEGER;
  return order[does] * 2 + (entry.type === "Patient" ? 0 : 1);
}

/** All entries or none. @throws ChartError */
export async function transact(
  ports: ChartPorts,
  write: Writer,
  caller: Caller,
  entries: readonly TransactionEntry[],
): Promise<Witnessing<readonly TransactionOutcome[]>> {
  if (entries.length > mostEntries)
    throw new ChartError("chart/too-many-entries", `a transaction has at most ${mostEntries} entries`, {
      path: "Bundle.entry",
    });
  const insisted = entries.some((entry) => entry.kind !== "create" && entry.ifMatch !== undefined);
  return retrying(
    insisted ? 0 : undefined,
    async () => {
      const changing: Changing = { ports, caller, newKeys: new Map() };
      // One after the other: thousands of conditions at once would keep everybody else from the database.
      const planned: Planned[] = [];
      for (const [index, entry] of entries.entries()) planned.push(await inEntry(index, plan(ports, caller, entry)));
      expectDistinct(planned);
      const own = new Map(
        planned.flatMap(({ entry, id }) =>
          "fullUrl" in entry && entry.fullUrl !== undefined ? [[entry.fullUrl, `${entry.type}/${id}`] as const] : [],
        ),
      );
      const changes = new Map<number, Change>();
      const ordered = [...planned.entries()].sort(([, a], [, b]) => precedence(a) - precedence(b));
      for (const [turn, [index, one]] of ordered.entries()) {
        if (turn % entriesPerTurn === entriesPerTurn - 1) await giveWay();
        const change = await inEntry(index, prepare(changing, one, { own, before: changes.values() }));
        if (change !== undefined) changes.set(index, change);
      }
      const made = [...changes.values()];
      for (const change of changes.values())
        if (change.action === "update") made.push(...(await prepareSignatureLabels(changing, change)));
      made.push(...(await prepareFileLabels(changing, [...changes.values()])));
      await expectStillUnrestricted(ports, caller, changes.values());
      const entryIds =
        made.length === 0
          ? []
          : await write(caller.tenant, {
              versions: made.map(({ sealed }) => sealed),
              witnessed: entriesOf(ports, caller, made),
              written: made.map(writtenBy),
              placed: made.flatMap((change) => placedBy(caller, change)),
              alongside: alongsideOf(made),
            });
      const value = planned.map((one, index): TransactionOutcome => {
        const change = changes.get(index);
        const version = change === undefined ? one.existing : asWritten(change.permitted, change.stored);
        return { version, outcome: outcomeOf(one) };
      });
      return { value, entryIds };
    },
    entries.length,
  );
}

const done = { create: "created", update: "updated", delete: "deleted" } as const;

function outcomeOf({ does, existing }: Planned): TransactionOutcome["outcome"] {
  // A condition of a deletion that matches nothing leaves what was asked for: it isn't here.
  if (does === "nothing") return existing === undefined ? "deleted" : "existing";
  return done[does];
}

function expectDistinct(planned: readonly Planned[]): void {
  const seen = new Set<string>();
  for (const [index, { entry, does, id }] of planned.entries()) {
    const fullUrl = "fullUrl" in entry ? entry.fullUrl : undefined;
    for (const name of [does === "nothing" ? undefined : id, fullUrl]) {
      if (name === undefined) continue;
      if (seen.has(name))
        throw new ChartError("chart/duplicate-entry", "two entries of the bundle are about the same resource", {
          path: `Bundle.entry[${index}]`,
        });
      seen.add(name);
    }
  }
}
