import { join } from "node:path";
import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import type { AlarmLog, LedgerAlarm } from "./alarm-file.ts";
import { logFolder, logVerifiers } from "./log-identity.ts";
import { LedgerError } from "./ledger-error.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { ProofError } from "./merkle/index.ts";
import { type MirrorStanding, type MirrorStandings } from "./mirror-file.ts";
import { MirrorConflict, type MirrorStore, MirrorTrouble, mirrorLog } from "./mirror/index.ts";
import { readPublicFile } from "./public-files.ts";
import { readTiles } from "./tiles/index.ts";
import { trustedCheckpoint } from "./trusted-checkpoint.ts";

export interface MirrorPorts {
  readonly keysOf: (tenant: TenantId) => Promise<Pick<TenantKeys, "signers">>;
  readonly now: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Holds a folder for each organisation's log, as the publisher writes it. */
  readonly directory: string;
  readonly store: MirrorStore;
  /** Given, the mirror keeps the sealed entries too. */
  readonly entries: Pick<LedgerReader, "entryBundle"> | undefined;
  readonly standings: MirrorStandings;
  readonly alarms: AlarmLog;
  readonly onAlarm: (tenant: TenantId, alarm: LedgerAlarm) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Keeps a copy of the published logs where nobody can take anything back. */
export interface Mirror {
  /** Brings the copy of those logs up to date whose turn it is: a minute after the last time, and ever later after failures. */
  keepDue(tenants: readonly TenantId[]): Promise<void>;
  /** Does that again and again, until `close`. */
  start(tenants: () => Promise<readonly TenantId[]>): void;
  close(): Promise<void>;
}

const lookMilliseconds = 5_000;
/** Every checkpoint that is mirrored leaves partial tiles for years: once a minute is often enough. */
const gapMilliseconds = 60_000;
const longestPauseMilliseconds = 1_800_000;

interface Turn {
  dueAt: number;
  failures: number;
  /** Whether what lay there when this process began was compared. */
  hasLookedBack: boolean;
}

export function openMirror(ports: MirrorPorts): Mirror {
  const { now, store, standings, alarms } = ports;
  const turns = new Map<TenantId, Turn>();
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function raise(tenant: TenantId, { code, message }: MirrorConflict): Promise<void> {
    const alarm = { code, message, at: now() };
    if (await alarms.raise(tenant, alarm)) ports.onAlarm(tenant, alarm);
  }

  /** @returns how many entries lie there now; undefined before anything is published */
  async function bring(tenant: TenantId, before: number, turn: Turn): Promise<number | undefined> {
    const keys = await ports.keysOf(tenant);
    const log = logVerifiers(keys);
    const folder = logFolder(keys);
    const path = join(ports.directory, folder);
    const note = (await readPublicFile(path, "checkpoint"))?.toString("utf8");
    if (note === undefined) return undefined;
    const open = (text: string) => trustedCheckpoint(text, log);
    const checkpoint = open(note);
    // The publisher raises the alarm.
    if (checkpoint === undefined) throw new Error("the public checkpoint isn't signed by this ledger");
    const policy = (await readPublicFile(path, "policy"))?.toString("utf8");
    const { entries } = ports;
    const pruned = (await readPublicFile(path, "pruned"))?.toString("utf8");
    const bundle = entries && ((name: { tile: number; width: number }) => keptBundle(entries, tenant, name));
    const toMirror = { folder, checkpoint, note, policy, pruned, hashes: readTiles(path), bundle, open };
    const { found, size } = await mirrorLog(store, toMirror, !turn.hasLookedBack);
    turn.hasLookedBack = true;
    // It was put again, but somebody took it away.
    if (found < before)
      await raise(
        tenant,
        new MirrorConflict(
          "ledger/mirror-lost",
          `the mirror counted ${found} entries, where ${before} had been put: what was locked is gone, or hidden`,
        ),
      );
    return size;
  }

  async function keep(tenant: TenantId, turn: Turn): Promise<void> {
    const last = await standings.load(tenant);
    const known: MirrorStanding =
      last?.name === store.name ? last : { name: store.name, size: 0, keptAt: undefined, problem: undefined };
    try {
      const size = await bring(tenant, known.size, turn);
      turn.failures = 0;
      turn.dueAt = now() + (size === undefined ? lookMilliseconds : gapMilliseconds);
      if (size !== undefined)
        await standings.save(tenant, { name: store.name, size, keptAt: now(), problem: undefined });
    } catch (error) {
      turn.failures += 1;
      const pause = Math.min(lookMilliseconds * 2 ** turn.failures, longestPauseMilliseconds);
      turn.dueAt = now() + pause * (0.5 + ports.random() / 2);
      if (error instanceof MirrorConflict) await raise(tenant, error);
      else ports.onFailure(error);
      await standings.save(tenant, { ...known, problem: problemOf(error) });
    }
  }

  async function keepDue(tenants: readonly TenantId[]): Promise<void> {
    for (const tenant of tenants) {
      const turn = turns.get(tenant) ?? { dueAt: now(), failures: 0, hasLookedBack: false };
      turns.set(tenant, turn);
      if (turn.dueAt <= now()) await keep(tenant, turn).catch(ports.onFailure);
    }
  }

  return {
    keepDue,
    start(tenants) {
      let isBusy = false;
      const look = async () => {
        if (isBusy) return;
        isBusy = true;
        running = tenants()
          .then(keepDue)
          .catch(ports.onFailure)
          .finally(() => (isBusy = false));
        await running;
      };
      timer = setInterval(() => void look(), lookMilliseconds);
      void look();
    },
    async close() {
      clearInterval(timer);
      store.close();
      await running;
    },
  };
}

/** @returns undefined for entries that were pruned before a mirror could keep them */
async function keptBundle(
  entries: Pick<LedgerReader, "entryBundle">,
  tenant: TenantId,
  name: { readonly tile: number; readonly width: number },
): Promise<Buffer | undefined> {
  try {
    return await entries.entryBundle(tenant, name);
  } catch (error) {
    if (error instanceof LedgerError && error.code === "ledger/entry-pruned") return undefined;
    throw error;
  }
}

function problemOf(error: unknown): string {
  if (error instanceof MirrorConflict || error instanceof MirrorTrouble || error instanceof ProofError)
    return error.message;
  return "it couldn't be kept: the log says why";
}
