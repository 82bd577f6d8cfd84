import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring, TenantKeys } from "../keyring/index.ts";
import { join } from "node:path";
import type { AlarmLog, LedgerAlarm } from "./alarm-file.ts";
import { lastCheckpoint } from "./ledger-table.ts";
import { logCosigner, logFolder, logVerifiers } from "./log-identity.ts";
import { proveConsistency } from "./merkle/index.ts";
import { policyText } from "./policy-text.ts";
import { prunedNote } from "./pruned-note.ts";
import { newestPruning, pruningToShow } from "./pruning-table.ts";
import { bringTilesTo, readStanding } from "./published-tiles.ts";
import { type TileDirectory, TileError, openTileDirectory } from "./tiles/index.ts";
import {
  type Checkpoint,
  type NoteVerifier,
  type PolicyWitness,
  type WitnessPolicy,
  cosignNote,
  isQuorum,
  linesOf,
} from "./verify/index.ts";
import { type Post, askWitness } from "./witness/index.ts";

export interface PublisherPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly now: Clock;
  /** Holds a folder for each organisation's log. */
  readonly directory: string;
  /** Who must have cosigned before a checkpoint is shown. */
  readonly policy: WitnessPolicy;
  readonly post: Post;
  readonly alarms: AlarmLog;
  readonly onAlarm: (tenant: TenantId, alarm: LedgerAlarm) => void;
  readonly onFailure: (error: unknown) => void;
}

/** How a witness answered last. */
export interface WitnessStanding {
  readonly name: string;
  /** Size of the tree that it cosigned last, as far as this process knows. */
  readonly size: number | undefined;
  /** Why it hasn't cosigned the newest tree; undefined when it has. */
  readonly problem: string | undefined;
}

/** Keeps each organisation's log in files that everybody may read. One process at a time does that. */
export interface Publisher {
  /** Brings tiles and checkpoint up to the newest signed tree, and asks the witnesses.
   *  @returns false when the checkpoint isn't shown yet, for want of witnesses or for an alarm */
  publish(tenant: TenantId): Promise<boolean>;
  /** Publishes at once, or two fifths of a second after the time before; nothing before `start`. */
  soon(tenant: TenantId): void;
  /** Publishes what there is, and again every few seconds, until `close`. */
  start(tenants: () => Promise<readonly TenantId[]>): void;
  witnesses(tenant: TenantId): readonly WitnessStanding[];
  close(): Promise<void>;
}

const leastGapMilliseconds = 400;
const sweepMilliseconds = 5_000;

interface LogState {
  readonly directory: TileDirectory;
  readonly witnesses: Map<PolicyWitness, { size: number | undefined; line: string | undefined; problem?: string }>;
  /** Size and lines of the checkpoint that is shown. */
  shown: { readonly size: number; readonly lines: string } | undefined;
}

export function openPublisher(ports: PublisherPorts): Publisher {
  const { db, keyring, now, policy, alarms } = ports;
  const states = new Map<TenantId, Promise<LogState>>();
  const opened = new Map<TenantId, LogState>();
  const running = new Map<TenantId, Promise<boolean>>();
  const timers = new Map<TenantId, NodeJS.Timeout>();
  const lastRun = new Map<TenantId, number>();
  let sweeper: NodeJS.Timeout | undefined;
  let closing = false;

  function stateOf(keys: TenantKeys): Promise<LogState> {
    const known = states.get(keys.tenant);
    if (known !== undefined) return known;
    const opening = openLog(keys);
    states.set(keys.tenant, opening);
    opening.catch(() => states.delete(keys.tenant));
    return opening;
  }

  async function openLog(keys: TenantKeys): Promise<LogState> {
    const directory = await openTileDirectory(join(ports.directory, logFolder(keys)));
    await directory.writePolicy(policyText(keys, policy));
    const note = await directory.readNote("checkpoint");
    const size = (await readStanding(directory, logVerifiers(keys))).size;
    const witnesses: LogState["witnesses"] = new Map();
    for (const witness of policy.witnesses) {
      const cosigned = note !== undefined && linesOf(note, [witness.verifier]).length > 0;
      witnesses.set(witness, { size: cosigned ? size : undefined, line: undefined });
    }
    const state: LogState = { directory, witnesses, shown: undefined };
    opened.set(keys.tenant, state);
    return state;
  }

  async function raise(tenant: TenantId, alarm: Omit<LedgerAlarm, "at">): Promise<void> {
    const full = { ...alarm, at: now() };
    if (await alarms.raise(tenant, full)) ports.onAlarm(tenant, full);
  }

  async function pass(tenant: TenantId): Promise<boolean> {
    const keys = await keyring.keys(tenant);
    const log = logVerifiers(keys);
    try {
      const state = await stateOf(keys);
      const queryable = db.tenant(tenant);
      const newest = await lastCheckpoint(queryable, tenant);
      if (newest === undefined) {
        if ((await readStanding(state.directory, log)).size > 0)
          throw new TileError("ledger/rolled-back", "entries are published, and the ledger has none");
        return true;
      }
      const waited = [...state.witnesses.values()].some(({ line }) => line === undefined);
      if (state.shown?.size === newest.size && !waited) return true;
      const checkpoint = await bringTilesTo(state.directory, { db: queryable, tenant, log }, newest);
      if (state.shown?.size !== newest.size) for (const known of state.witnesses.values()) known.line = undefined;
      const isSound = await askAll(tenant, state, checkpoint, newest.note);
      return isSound && (await show(keys, state, checkpoint, newest.note));
    } catch (error) {
      if (!(error instanceof TileError)) throw error;
      await raise(tenant, { code: error.code, message: error.message });
      return false;
    }
  }

  /** @returns false when a witness saw a longer tree, or another one */
  async function askAll(tenant: TenantId, state: LogState, checkpoint: Checkpoint, note: string): Promise<boolean> {
    const verdicts = await Promise.all(
      [...state.witnesses].map(async ([witness, known]) => {
        const { url } = witness;
        if (url === undefined || known.line !== undefined) return true;
        const verdict = await askWitness({
          post: ports.post,
          witness: { ...witness, url },
          note,
          checkpoint,
          knownSize: known.size ?? 0,
          prove: (size) => proveConsistency(state.directory.hashes, size, checkpoint.size),
        });
        switch (verdict.kind) {
          case "cosigned":
            state.witnesses.set(witness, { size: checkpoint.size, line: verdict.lines.join("") });
            return true;
          case "unavailable":
            if (known.problem === undefined)
              ports.onFailure(new Error(`the witness ${witness.name} did not cosign: ${verdict.why}`));
            known.problem = verdict.why;
            return true;
          case "rolled-back": {
            const message = `the witness ${witness.name} has cosigned ${verdict.size} entries, more than the ledger had when it was asked: entries are gone`;
            known.problem = message;
            await raise(tenant, { code: "ledger/witness-saw-more", message });
            return false;
          }
          case "forked": {
            const message = `the ledger doesn't go on from the ${verdict.size} entries that the witness ${witness.name} has cosigned`;
            known.problem = message;
            await raise(tenant, { code: "ledger/witness-saw-another", message });
            return false;
          }
        }
      }),
    );
    return verdicts.every((isSound) => isSound);
  }

  async function show(keys: TenantKeys, state: LogState, { size }: Checkpoint, note: string): Promise<boolean> {
    const cosigned = new Set<NoteVerifier>();
    let lines = "";
    for (const [{ verifier }, { line }] of state.witnesses) {
      if (line === undefined) continue;
      cosigned.add(verifier);
      lines += line;
    }
    if (!isQuorum(policy.quorum, cosigned)) {
      await state.directory.writeNote("standing", note);
      return false;
    }
    if (state.shown?.size !== size || state.shown.lines !== lines) {
      const signedTwice = cosignNote(note, logCosigner(keys), Math.floor(now() / 1000));
      // Keys may have been replaced since the start.
      await state.directory.writePolicy(policyText(keys, policy));
      await state.directory.writeNote("checkpoint", `${signedTwice}${lines}`);
      await state.directory.dropStanding();
      await showPruned(keys, state, size);
      state.shown = { size, lines };
    }
    return true;
  }

  /** Says what isn't kept any more, once everybody can see the act that declares it. */
  async function showPruned(keys: TenantKeys, { directory }: LogState, shownSize: number): Promise<void> {
    const queryable = db.tenant(keys.tenant);
    const newest = await newestPruning(queryable, keys);
    if (newest === undefined) return;
    const pruning = await pruningToShow(queryable, keys, newest);
    if (pruning === undefined) return directory.dropPruned();
    if (pruning.index >= shownSize) return;
    const note = prunedNote(keys, pruning);
    if ((await directory.readNote("pruned")) !== note) await directory.writeNote("pruned", note);
  }

  // One pass at a time per organisation: a second caller joins the pass after the running one.
  function publish(tenant: TenantId): Promise<boolean> {
    const next = (running.get(tenant) ?? Promise.resolve(true))
      .catch(() => undefined)
      .then(() => {
        lastRun.set(tenant, now());
        return pass(tenant);
      });
    running.set(tenant, next);
    next
      .catch(() => undefined)
      .finally(() => {
        if (running.get(tenant) === next) running.delete(tenant);
      });
    return next;
  }

  function soon(tenant: TenantId): void {
    // A command beside the server, which doesn't start this, leaves publishing to the server.
    if (closing || sweeper === undefined || timers.has(tenant)) return;
    const since = now() - (lastRun.get(tenant) ?? Number.NEGATIVE_INFINITY);
    timers.set(
      tenant,
      setTimeout(
        () => {
          timers.delete(tenant);
          publish(tenant).catch(ports.onFailure);
        },
        Math.max(0, leastGapMilliseconds - since),
      ),
    );
  }

  return {
    publish,
    soon,
    start(tenants) {
      const sweep = async () => {
        for (const tenant of await tenants()) soon(tenant);
      };
      sweeper = setInterval(() => void sweep().catch(ports.onFailure), sweepMilliseconds);
      void sweep().catch(ports.onFailure);
    },
    witnesses: (tenant) =>
      [...(opened.get(tenant)?.witnesses ?? [])].map(([{ name }, { size, problem }]) => ({ name, size, problem })),
    async close() {
      closing = true;
      clearInterval(sweeper);
      const waiting = [...timers.keys()];
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      await Promise.allSettled([...running.values(), ...waiting.map(publish)]);
    },
  };
}
