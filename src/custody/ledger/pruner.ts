import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Keyring, TenantKeys } from "../keyring/index.ts";
import type { AlarmLog } from "./alarm-file.ts";
import type { LedgerActor, LedgerEntry } from "./entry.ts";
import type { Ledger } from "./ledger.ts";
import { LedgerError } from "./ledger-error.ts";
import { lockSequence } from "./ledger-table.ts";
import { logFolder } from "./log-identity.ts";
import { readRoot } from "./merkle/index.ts";
import { type PruningSpan, prepareAct, spanToPrune } from "./plan-pruning.ts";
import { readPublicFile } from "./public-files.ts";
import { shownAct } from "./pruned-note.ts";
import { type Pruning, dropOldest, isOpen, newestPruning } from "./pruning-table.ts";
import type { PublishedCheckpoints } from "./published-checkpoint.ts";
import { asShownAt } from "./tiles/index.ts";
import { type LedgerHold, type LedgerRetention, yearsBefore } from "./retention.ts";
import { daysWritten, oldEnoughBefore } from "./seen-time.ts";
import { type Untimely, dayOf, notSeen, notWitnessed } from "./untimely.ts";
import type { WitnessPolicy } from "./verify/index.ts";
import { isAheadOf, vouchedTime } from "./vouched-time.ts";

export interface PrunerPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  /** Connects as the schema's owner: nobody else may take rows away. */
  readonly owner: Pick<Database, "transaction">;
  readonly ledger: Pick<Ledger, "sequence" | "declarePruning" | "withdrawPruning">;
  readonly published: PublishedCheckpoints;
  /** Whose clocks are asked beside ours. */
  readonly policy: WitnessPolicy;
  /** Holds a folder for each organisation's log, as the publisher writes it. */
  readonly directory: string;
  /** @param tx in which nobody changes it any more; absent: as of a second ago is good enough */
  readonly retention: (tenant: TenantId, tx?: Transaction) => LedgerRetention | Promise<LedgerRetention>;
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
  /** Entries that are gone: all before this index. */
  readonly pruned: number;
  /** Of the newest pruning: when it was declared, how many entries may be gone by it, and when the newest of them was written. */
  readonly last:
    | {
        readonly at: number;
        readonly declared: number;
        readonly until: number;
        readonly isUnderWay: boolean;
        readonly isWithdrawn: boolean;
      }
    | undefined;
}

export interface PruningPlan extends RetentionStanding {
  /** What is old enough; undefined when nothing is. */
  readonly span: PruningSpan | undefined;
  /** Why nothing goes though the machine's clock says that it is old enough. */
  readonly untimely: Untimely | undefined;
}

/** How far a pruning is, and where it ends. */
export type PruningStep =
  /** Nothing is old enough. */
  | { readonly state: "nothing" }
  | PruningStop
  /** The act is in the ledger, and not shown to everybody yet: nothing goes before. */
  | { readonly state: "unpublished" }
  | { readonly state: "going"; readonly done: number; readonly total: number }
  | { readonly state: "done"; readonly span: PruningSpan };

/** What forbids it. Nothing was declared, or nothing more goes of what was. */
export type PruningStop =
  | { readonly state: "held"; readonly holds: readonly LedgerHold[] }
  | { readonly state: "alarmed" }
  /** Entries are kept for longer now than when it was planned or declared. */
  | { readonly state: "kept"; readonly years: number }
  | { readonly state: "untimely"; readonly why: Untimely };

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
  prune(tenant: TenantId, who: WhoPrunes, publish?: Publish): AsyncGenerator<PruningStep>;
  /** Says in the ledger that nothing more goes of what was declared, until it is declared anew.
   *  @throws LedgerError `ledger/no-pruning` when nothing is under way */
  withdraw(tenant: TenantId, who: WhoPrunes, why: string, publish?: Publish): Promise<void>;
}

const usualRowsAtOnce = 500;
const lookMilliseconds = 200;
const patienceMilliseconds = 20_000;

type Publish = (tenant: TenantId) => Promise<unknown>;

/** Rows that shall go, as far as it matters to when. */
interface Aged {
  readonly newestBatch: number;
  /** Days since the oldest of them on which the ledger wrote something. */
  readonly days: readonly number[];
}

export function openPruner(ports: PrunerPorts): Pruner {
  const { db, keyring, ledger, published, policy, directory, alarms, now, rowsAtOnce = usualRowsAtOnce } = ports;

  /** What was decided, or the mirror's lock where that is longer. */
  const yearsOf = ({ years }: LedgerRetention) => Math.max(years, ports.lockedYears);

  async function standingOf(keys: TenantKeys, pruning: Pruning | undefined): Promise<RetentionStanding> {
    const retention = await ports.retention(keys.tenant);
    const last = pruning && {
      at: pruning.at,
      declared: pruning.act.minIndex,
      until: Math.floor(pruning.newestBatch / 1000),
      isUnderWay: isOpen(pruning),
      isWithdrawn: pruning.withdrawal !== undefined,
    };
    return { years: yearsOf(retention), holds: retention.holds, pruned: pruning?.goneTo ?? 0, last };
  }

  /** Whether what the clock says is borne out by witnesses, where there are some. */
  async function unwitnessed(keys: TenantKeys): Promise<Untimely | undefined> {
    if (policy.quorum.kind === "none") return undefined;
    const vouched = vouchedTime((await published.load(keys))?.note, policy);
    return vouched !== undefined && !isAheadOf(vouched, now()) ? undefined : notWitnessed(now(), vouched?.at);
  }

  async function planOf(keys: TenantKeys): Promise<PruningPlan & Aged & { readonly former: Pruning | undefined }> {
    const queryable = db.tenant(keys.tenant);
    const former = await newestPruning(queryable, keys);
    const standing = await standingOf(keys, former);
    const spanBefore = (before: number) => spanToPrune(queryable, keys.tenant, former, before);
    const byClock = await spanBefore(yearsBefore(now(), standing.years));
    const plan = { ...standing, former, span: undefined, untimely: undefined, newestBatch: 0, days: [] };
    if (byClock === undefined) return plan;
    const days = await daysWritten(queryable, keys.tenant, byClock.from * 1000);
    const span = await spanBefore(oldEnoughBefore(days, now(), standing.years));
    const untimely = span === undefined ? notSeen(now(), days, standing.years) : await unwitnessed(keys);
    return { ...plan, span, untimely, newestBatch: span?.newestBatch ?? 0, days };
  }

  /** Asked again before each step, and in the transaction in which it counts: holds are placed, alarms raised, years decided and clocks set
   *  meanwhile. */
  async function stopped(
    keys: TenantKeys,
    { newestBatch, days }: Aged,
    tx?: Transaction,
  ): Promise<PruningStop | undefined> {
    const retention = await ports.retention(keys.tenant, tx);
    if (retention.holds.length > 0) return { state: "held", holds: retention.holds };
    if ((await alarms.load(keys.tenant)).length > 0) return { state: "alarmed" };
    const [at, years] = [now(), yearsOf(retention)];
    if (newestBatch >= yearsBefore(at, years) * 1000) return { state: "kept", years };
    const isUnseen = newestBatch >= oldEnoughBefore(days, at, years) * 1000;
    const why = isUnseen ? notSeen(at, days, years) : await unwitnessed(keys);
    return why && { state: "untimely", why };
  }

  /** Whether everybody is told of a pruning. */
  async function isShown(keys: TenantKeys, { index }: Pruning, waits: boolean): Promise<boolean> {
    for (let waited = 0; ; waited += lookMilliseconds) {
      const note = await readPublicFile(join(directory, logFolder(keys)), "pruned");
      if (note !== undefined && shownAct(note.toString("utf8"), keys)?.index === index) return true;
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

  /** Takes the oldest rows away, unless something forbids it by now. While it does neither a place is given nor a setting changed.
   *  @throws LedgerError `ledger/not-as-signed` */
  async function dropSome(
    keys: TenantKeys,
    declared: Pruning,
    { days }: Aged,
  ): Promise<Extract<PruningStep, { readonly state: "going" | "unpublished" }> | PruningStop | "gone"> {
    const { tenant } = keys;
    return ports.owner.transaction(tenant, async (tx) => {
      await lockSequence(tx, tenant);
      const pruning = await newestPruning(tx, keys);
      if (pruning === undefined || !isOpen(pruning)) return "gone";
      // Declared by somebody else in between: that one isn't shown yet.
      if (pruning.index !== declared.index) return { state: "unpublished" };
      const forbidden = await stopped(keys, { newestBatch: pruning.newestBatch, days }, tx);
      if (forbidden !== undefined) return forbidden;
      const done = await dropOldest(tx, tenant, pruning, rowsAtOnce);
      if (done === undefined)
        throw new LedgerError(
          "ledger/not-as-signed",
          "places of entries that were to be pruned are gone: check the ledger",
        );
      return { state: "going", done, total: pruning.act.minIndex };
    });
  }

  function entryOf(
    { actor, from, requestId }: WhoPrunes,
    years: number,
    span: PruningSpan,
    first: number,
  ): LedgerEntry {
    return {
      at: now(),
      action: "ledger-pruned",
      actor,
      why: `entries are kept for ${years} years`,
      from,
      requestId,
      resources: [],
      count: 0,
      detail: `let go of entries ${first} to ${span.minIndex - 1}, written from ${dayOf(span.from)} to ${dayOf(span.until)}`,
    };
  }

  /** What can't go on for long isn't left declared: while it is, whoever takes those entries away would break no rule of the ledger's. */
  async function ended<Step extends PruningStep>(
    { tenant }: TenantKeys,
    step: Step,
    who: WhoPrunes,
    publish: Publish | undefined,
  ): Promise<Step> {
    const why = whyWithdrawn(step);
    const newest = why === undefined ? undefined : await newestPruning(db.tenant(tenant), await keyring.keys(tenant));
    if (why !== undefined && newest !== undefined && isOpen(newest)) await withdraw(tenant, who, why, publish);
    return step;
  }

  async function withdraw(tenant: TenantId, who: WhoPrunes, why: string, publish?: Publish): Promise<void> {
    const { actor, from, requestId } = who;
    await ledger.withdrawPruning(tenant, (keptFrom) => ({
      at: now(),
      action: "ledger-pruned",
      actor,
      why,
      from,
      requestId,
      resources: [],
      count: 0,
      detail: `withdrew what was declared: entries from ${keptFrom} on are kept`,
    }));
    await publish?.(tenant);
  }

  return {
    withdraw,

    async standing(tenant) {
      const keys = await keyring.keys(tenant);
      return standingOf(keys, await newestPruning(db.tenant(tenant), keys));
    },

    async plan(tenant) {
      const { former: _former, days: _days, newestBatch: _newest, ...plan } = await planOf(await keyring.keys(tenant));
      return plan;
    },

    async *prune(tenant, who, publish) {
      const keys = await keyring.keys(tenant);
      await ledger.sequence(tenant);
      await publish?.(tenant);
      const plan = await planOf(keys);
      const { span, former, years, untimely } = plan;
      if (span === undefined) {
        const { days } = plan;
        const forbidden =
          former !== undefined && isOpen(former)
            ? await stopped(keys, { newestBatch: former.newestBatch, days })
            : untimely && { state: "untimely" as const, why: untimely };
        return yield forbidden === undefined ? { state: "nothing" } : await ended(keys, forbidden, who, publish);
      }
      const before = await stopped(keys, plan);
      if (before !== undefined) return yield await ended(keys, before, who, publish);
      if (former === undefined || span.minIndex !== former.act.minIndex || former.withdrawal !== undefined) {
        const toDeclare = await prepareAct(db.tenant(tenant), keys, former, { ...span, years });
        if (!(await expectAsShown(keys, span.minIndex, toDeclare.root))) return yield { state: "unpublished" };
        let meanwhile: PruningStop | undefined;
        const isAllowed = async (tx: Transaction) => (meanwhile = await stopped(keys, plan, tx)) === undefined;
        try {
          await ledger.declarePruning(tenant, toDeclare, entryOf(who, years, span, toDeclare.formerIndex), isAllowed);
        } catch (error) {
          if (meanwhile === undefined) throw error;
          return yield meanwhile;
        }
        await publish?.(tenant);
      }
      const declared = await newestPruning(db.tenant(tenant), keys);
      if (declared === undefined || !(await isShown(keys, declared, publish === undefined)))
        return yield { state: "unpublished" };
      for (;;) {
        const step = await dropSome(keys, declared, plan);
        if (step === "gone") return yield { state: "done", span };
        if (step.state !== "going") return yield await ended(keys, step, who, publish);
        yield step;
      }
    },
  };
}

function whyWithdrawn(step: PruningStep): string | undefined {
  switch (step.state) {
    case "held":
      return `a hold forbids it: ${step.holds.map(({ number }) => number).join(", ")}`;
    case "kept":
      return `entries are kept for ${step.years} years now`;
    // They pass by themselves, or with what an alarm asks for.
    case "alarmed":
    case "untimely":
    case "unpublished":
    case "nothing":
    case "going":
    case "done":
      return undefined;
  }
}
