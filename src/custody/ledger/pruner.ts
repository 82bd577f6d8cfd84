import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Queryable } from "../../foundation/platform/database/index.ts";
import type { Keyring, TenantKeys } from "../keyring/index.ts";
import type { AlarmLog } from "./alarm-file.ts";
import type { LedgerActor, LedgerEntry } from "./entry.ts";
import type { Ledger } from "./ledger.ts";
import { LedgerError } from "./ledger-error.ts";
import { logFolder } from "./log-identity.ts";
import { readRoot } from "./merkle/index.ts";
import { type PruningSpan, prepareAct, spanToPrune } from "./plan-pruning.ts";
import { readPublicFile } from "./public-files.ts";
import { minIndexIn } from "./pruned-note.ts";
import { type Pruning, dropOldest, newestPruning } from "./pruning-table.ts";
import type { PublishedCheckpoints } from "./published-checkpoint.ts";
import { asShownAt } from "./tiles/index.ts";
import { type LedgerHold, type LedgerRetention, yearsBefore } from "./retention.ts";

export interface PrunerPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  /** Connects as the schema's owner, to the organisation: nobody else may take rows away. */
  readonly owner: (tenant: TenantId) => Queryable;
  readonly ledger: Pick<Ledger, "sequence" | "declarePruning">;
  readonly published: PublishedCheckpoints;
  /** Holds a folder for each organisation's log, as the publisher writes it. */
  readonly directory: string;
  readonly retention: (tenant: TenantId) => LedgerRetention | Promise<LedgerRetention>;
  /** Years for which a mirror locks what it is given; 0 without one. Nothing goes here that is locked there. */
  readonly lockedYears: number;
  readonly alarms: AlarmLog;
  readonly now: Clock;
  /** Rows of one step. Absent: 500. */
  readonly rowsAtOnce?: number;
}

/** What an organisation keeps, and what of its ledger is gone. */
export interface RetentionStanding {
  /** Entries are kept for so long: what was decided, or the mirror's lock where that is longer. */
  readonly years: number;
  readonly holds: readonly LedgerHold[];
  /** Entries that were pruned: all before this index. */
  readonly pruned: number;
  /** Of the newest pruning: when it was declared, and when the newest entry was written that it let go. */
  readonly last: { readonly at: number; readonly until: number; readonly isUnderWay: boolean } | undefined;
}

export interface PruningPlan extends RetentionStanding {
  /** What is old enough; undefined when nothing is. */
  readonly span: PruningSpan | undefined;
}

/** How far a pruning is, and where it ends. */
export type PruningStep =
  /** Nothing is old enough. */
  | { readonly state: "nothing" }
  /** Something forbids it. Nothing was declared, or nothing more goes of what was. */
  | { readonly state: "held"; readonly holds: readonly LedgerHold[] }
  | { readonly state: "alarmed" }
  /** The act is in the ledger, and not shown to everybody yet: nothing goes before. */
  | { readonly state: "unpublished" }
  | { readonly state: "going"; readonly done: number; readonly total: number }
  | { readonly state: "done"; readonly span: PruningSpan };

export interface WhoPrunes {
  readonly actor: LedgerActor;
  readonly from?: string | undefined;
  readonly requestId?: string | undefined;
}

export interface Pruner {
  standing(tenant: TenantId): Promise<RetentionStanding>;
  /** What would go, at this moment. Changes nothing. */
  plan(tenant: TenantId): Promise<PruningPlan>;
  /** Declares what is old enough in the ledger, waits until everybody can see that, and then takes the entries away, oldest first. Who
   *  is killed meanwhile goes on from there.
   *  @param publish shows everybody the newest checkpoint; absent where another process does, which is waited for
   *  @throws LedgerError `ledger/not-as-signed`, `ledger/heads-altered`, `ledger/pruning-outrun` */
  prune(
    tenant: TenantId,
    who: WhoPrunes,
    publish?: (tenant: TenantId) => Promise<unknown>,
  ): AsyncGenerator<PruningStep>;
}

const usualRowsAtOnce = 500;
const lookMilliseconds = 200;
const patienceMilliseconds = 20_000;

export function openPruner(ports: PrunerPorts): Pruner {
  const { db, keyring, ledger, published, directory, alarms, now, rowsAtOnce = usualRowsAtOnce } = ports;

  async function standingOf(keys: TenantKeys, pruning: Pruning | undefined): Promise<RetentionStanding> {
    const { years, holds } = await ports.retention(keys.tenant);
    const last = pruning && {
      at: pruning.at,
      until: Math.floor(pruning.newestBatch / 1000),
      isUnderWay: pruning.goneTo < pruning.act.minIndex,
    };
    return { years: Math.max(years, ports.lockedYears), holds, pruned: pruning?.act.minIndex ?? 0, last };
  }

  async function planOf(keys: TenantKeys): Promise<PruningPlan & { readonly former: Pruning | undefined }> {
    const queryable = db.tenant(keys.tenant);
    const former = await newestPruning(queryable, keys);
    const standing = await standingOf(keys, former);
    const span = await spanToPrune(queryable, keys.tenant, former, yearsBefore(now(), standing.years));
    return { ...standing, span, former };
  }

  async function isHeld(tenant: TenantId): Promise<PruningStep | undefined> {
    const { holds } = await ports.retention(tenant);
    return holds.length === 0 ? undefined : { state: "held", holds };
  }

  /** The minimum index that everybody is told of. */
  async function shownIndex(keys: TenantKeys): Promise<number> {
    const note = await readPublicFile(join(directory, logFolder(keys)), "pruned");
    return (note === undefined ? undefined : minIndexIn(note.toString("utf8"), keys)) ?? 0;
  }

  async function isShown(keys: TenantKeys, minIndex: number, waits: boolean): Promise<boolean> {
    for (let waited = 0; ; waited += lookMilliseconds) {
      if ((await shownIndex(keys)) >= minIndex) return true;
      if (!waits || waited >= patienceMilliseconds) return false;
      await sleep(lookMilliseconds);
    }
  }

  /** What shall be destroyed must be what everybody was shown: the files never change.
   *  @throws LedgerError `ledger/not-as-signed` */
  async function expectAsShown(keys: TenantKeys, minIndex: number, root: Buffer): Promise<boolean> {
    const shown = await published.load(keys);
    if (shown === undefined || shown.size < minIndex) return false;
    if (!(await readRoot(asShownAt(shown.hashes, shown.size), minIndex)).equals(root))
      throw new LedgerError(
        "ledger/not-as-signed",
        "entries that are old enough to be pruned are not those that were published: nothing is pruned; check the ledger",
      );
    return true;
  }

  function entryOf(
    { actor, from, requestId }: WhoPrunes,
    years: number,
    span: PruningSpan,
    first: number,
  ): LedgerEntry {
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    return {
      at: now(),
      action: "ledger-pruned",
      actor,
      why: `entries are kept for ${years} years`,
      from,
      requestId,
      resources: [],
      count: 0,
      detail: `let go of entries ${first} to ${span.minIndex - 1}, written from ${day(span.from)} to ${day(span.until)}`,
    };
  }

  return {
    async standing(tenant) {
      const keys = await keyring.keys(tenant);
      return standingOf(keys, await newestPruning(db.tenant(tenant), keys));
    },

    async plan(tenant) {
      const { former: _, ...plan } = await planOf(await keyring.keys(tenant));
      return plan;
    },

    async *prune(tenant, who, publish) {
      const keys = await keyring.keys(tenant);
      await ledger.sequence(tenant);
      const { span, former, years } = await planOf(keys);
      if (span === undefined) return yield { state: "nothing" };
      /** Asked again before each step: holds are placed and alarms raised meanwhile. */
      const stopped = async () =>
        (await isHeld(tenant)) ??
        ((await alarms.load(tenant)).length > 0 ? ({ state: "alarmed" } as const) : undefined);
      await publish?.(tenant);
      const before = await stopped();
      if (before !== undefined) return yield before;
      if (span.minIndex !== former?.act.minIndex) {
        const toDeclare = await prepareAct(db.tenant(tenant), keys, former, { ...span, years });
        if (!(await expectAsShown(keys, span.minIndex, toDeclare.root))) return yield { state: "unpublished" };
        const meanwhile = await stopped();
        if (meanwhile !== undefined) return yield meanwhile;
        await ledger.declarePruning(tenant, toDeclare, entryOf(who, years, span, toDeclare.formerIndex));
        await publish?.(tenant);
      }
      if (!(await isShown(keys, span.minIndex, publish === undefined))) return yield { state: "unpublished" };
      for (;;) {
        const forbidden = await stopped();
        if (forbidden !== undefined) return yield forbidden;
        const pruning = await newestPruning(db.tenant(tenant), keys);
        const from = pruning?.goneTo ?? 0;
        if (pruning === undefined || from >= pruning.act.minIndex) return yield { state: "done", span };
        // Declared by somebody else in between: that one isn't shown yet.
        if (pruning.act.minIndex > span.minIndex) return yield { state: "unpublished" };
        const gone = await dropOldest(ports.owner(tenant), tenant, pruning, rowsAtOnce);
        const after = gone ?? (await newestPruning(db.tenant(tenant), keys))?.goneTo ?? 0;
        if (after <= from)
          throw new LedgerError(
            "ledger/not-as-signed",
            "places of entries that were to be pruned are gone: check the ledger",
          );
        yield { state: "going", done: after, total: pruning.act.minIndex };
      }
    },
  };
}
