import { join } from "node:path";
import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import type { AlarmLog, LedgerAlarm } from "./alarm-file.ts";
import type { CheckpointAnchor } from "./checkpoint-file.ts";
import { checkpointsAfter, lastCheckpoint } from "./ledger-table.ts";
import type { MirrorStandings } from "./mirror-file.ts";
import { logCosigner, logFolder, logVerifiers } from "./log-identity.ts";
import { readPublicFile } from "./public-files.ts";
import { trustedCheckpoint } from "./trusted-checkpoint.ts";
import {
  type NoteVerifier,
  NoteError,
  type WitnessPolicy,
  isQuorum,
  openNote,
  parseCheckpoint,
} from "./verify/index.ts";

/** What everybody is shown of a ledger, and whether anything is wrong with it. */
export interface Publication {
  /** Where it is served, under the installation's own address: "/log/0123456789abcdef". */
  readonly path: string;
  /** The checkpoint that everybody is shown, with all its signatures; undefined before there is one. */
  readonly checkpoint: string | undefined;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly shownAt: number | undefined;
  /** Those of the policy, and when they cosigned this checkpoint. */
  readonly witnesses: readonly { readonly name: string; readonly cosignedAt: number | undefined }[];
  readonly isWitnessedEnough: boolean;
  /** Whether entries that were signed a minute ago are not shown yet. */
  readonly isBehind: boolean;
  /** The copy elsewhere, where one is kept. */
  readonly mirror: PublicMirror | undefined;
  /** Oldest first. */
  readonly alarms: readonly LedgerAlarm[];
  /** Where the alarms are kept. */
  readonly alarmFile: string;
}

export interface PublicMirror {
  readonly name: string;
  /** Entries that it counts. */
  readonly size: number;
  /** When it was last in step with what was public then, in milliseconds since 1970. */
  readonly keptAt: number | undefined;
  /** Why it couldn't be kept the last time. */
  readonly problem: string | undefined;
  /** Whether it has lacked something for ten minutes. */
  readonly isBehind: boolean;
}

export interface PublicationPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly anchor: CheckpointAnchor;
  readonly directory: string;
  readonly policy: WitnessPolicy;
  readonly alarms: AlarmLog;
  readonly mirror: { readonly name: string; readonly standings: MirrorStandings } | undefined;
  readonly now: Clock;
}

const patienceMilliseconds = 60_000;
const mirrorPatienceMilliseconds = 600_000;

/** Looks at the files, the database and the checkpoint outside, as another process may have left them. */
export async function readPublication(ports: PublicationPorts, tenant: TenantId): Promise<Publication> {
  const { db, keyring, anchor, policy, alarms, now } = ports;
  const keys = await keyring.keys(tenant);
  const folder = logFolder(keys);
  const log = logVerifiers(keys);
  const note = await readPublicFile(join(ports.directory, folder), "checkpoint");
  const second = logCosigner(keys).verifier;
  const signed = signaturesOf(note?.toString("utf8"), [
    ...log,
    second,
    ...policy.witnesses.map(({ verifier }) => verifier),
  ]);
  const size = log.some((verifier) => signed?.signers.has(verifier)) ? (signed?.size ?? 0) : 0;
  const queryable = db.tenant(tenant);
  const [unseen] = await checkpointsAfter(queryable, tenant, size, 1);
  const newest = await lastCheckpoint(queryable, tenant);
  const outside = await anchor.load(tenant);
  const held = outside === undefined ? undefined : trustedCheckpoint(outside, log);
  const found: LedgerAlarm[] = [...(await alarms.load(tenant))];
  const alarm = (message: string) => found.push({ code: "ledger/rolled-back", message, at: now() });
  const reached = newest?.size ?? 0;
  if (size > reached) alarm(`${size} entries are published, the ledger has ${reached}`);
  if (held !== undefined && held.size > reached)
    alarm(`the checkpoint kept outside the database counts ${held.size} entries, the ledger has ${reached}`);
  const cosignedAt = (verifier: NoteVerifier) => {
    const seconds = signed?.signers.get(verifier);
    return seconds === undefined ? undefined : seconds * 1000;
  };
  return {
    path: `/log/${folder}`,
    checkpoint: signed === undefined ? undefined : note?.toString("utf8"),
    size,
    shownAt: cosignedAt(second),
    witnesses: policy.witnesses.map(({ name, verifier }) => ({ name, cosignedAt: cosignedAt(verifier) })),
    isWitnessedEnough: isQuorum(policy.quorum, new Set(signed?.signers.keys())),
    isBehind: unseen !== undefined && now() - unseen.at > patienceMilliseconds,
    mirror: await readMirror(ports, tenant, size),
    alarms: found,
    alarmFile: alarms.path(tenant),
  };
}

async function readMirror(
  { mirror, now }: PublicationPorts,
  tenant: TenantId,
  published: number,
): Promise<PublicMirror | undefined> {
  if (mirror === undefined) return undefined;
  const { name } = mirror;
  const last = await mirror.standings.load(tenant);
  const known = last?.name === name ? last : undefined;
  const { size, keptAt, problem } = known ?? { size: 0, keptAt: undefined, problem: undefined };
  const isLate = keptAt === undefined ? problem !== undefined : now() - keptAt > mirrorPatienceMilliseconds;
  return { name, size, keptAt, problem, isBehind: isLate && size < published };
}

function signaturesOf(
  note: string | undefined,
  verifiers: readonly NoteVerifier[],
): { readonly size: number; readonly signers: ReadonlyMap<NoteVerifier, number | undefined> } | undefined {
  if (note === undefined) return undefined;
  try {
    const { text, signedBy } = openNote(note, verifiers);
    return {
      size: parseCheckpoint(text).size,
      signers: new Map(signedBy.map(({ verifier, witnessedAtSeconds }) => [verifier, witnessedAtSeconds])),
    };
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
}
