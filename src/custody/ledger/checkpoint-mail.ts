import { type Clock, CodedError, type TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { OutgoingMail } from "../../foundation/platform/mail/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { type CheckpointMailSettings, type MailRhythm, mailboxOf } from "./checkpoint-mail-settings.ts";
import {
  type CheckpointMailRow,
  farthestAhead,
  keepRowsOf,
  noteProblem,
  noteSent,
  readMailRows,
  takeDue,
} from "./checkpoint-mail-table.ts";
import { checkpointWords } from "./checkpoint-mail-words.ts";
import { logSigner } from "./log-identity.ts";
import type { Publication } from "./publication.ts";
import { formatVerifierKey } from "./verify/index.ts";

/** How it went with one keeper. */
interface KeeperStanding {
  readonly address: string;
  /** When one was sent last, milliseconds since 1970. */
  readonly sentAt: number | undefined;
  /** Entries that it counts. */
  readonly sentSize: number | undefined;
  /** Code of why the newest couldn't be sent; it is tried again. */
  readonly problem: string | undefined;
}

export interface CheckpointMailPorts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "keys">;
  readonly now: Clock;
  readonly settings: (tenant: TenantId) => CheckpointMailSettings | Promise<CheckpointMailSettings>;
  readonly publication: (
    tenant: TenantId,
  ) => Promise<Pick<Publication, "checkpoint" | "isWitnessedEnough" | "path" | "shownAt" | "size">>;
  /** Sends mail; undefined while none is set up. */
  readonly sendMail: ((mail: OutgoingMail) => Promise<void>) | undefined;
  /** The installation's own address, without a slash at the end. */
  readonly origin: string;
  readonly onFailure: (error: unknown) => void;
}

/** Sends the newest public checkpoint to people outside, so that somebody remembers it whom nobody here can reach. */
export interface CheckpointMail {
  /** Whether this installation can send mail at all. */
  readonly isSetUp: boolean;
  standings(tenant: TenantId): Promise<readonly KeeperStanding[]>;
  /** Sends what is due. Safe in several processes at once: each keeper's mail is taken by one. */
  send(tenant: TenantId): Promise<void>;
  /** Sends what is due in every organisation, once a minute until `close`. */
  start(tenants: () => Promise<readonly TenantId[]>): void;
  close(): Promise<void>;
}

const sweepMilliseconds = 60_000;
/** To this many addresses of an organisation at the most within a day, whoever is named meanwhile: twice as many as can be named at once. */
const mostInDay = 20;
const day = 86_400_000;
/** The others would meet the same server. */
const ofTheServer: ReadonlySet<string> = new Set(["mail/unreachable", "mail/broken-off", "mail/not-signed-in"]);

export function openCheckpointMail(ports: CheckpointMailPorts): CheckpointMail {
  const { db, now, sendMail, onFailure } = ports;
  let sweeper: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let closing = false;

  /** Keepers by number: who is taken off and named again, or written otherwise, is nobody new. */
  async function numbered(tenant: TenantId) {
    const { every, keepers } = await ports.settings(tenant);
    const { vault } = await ports.keyring.keys(tenant);
    const idOf = (address: string) => asUuid(vault.blind(`checkpoint-mail/${mailboxOf(address)}`));
    return { every, keepers: keepers.map(({ address }) => ({ id: idOf(address), address })) };
  }

  async function send(tenant: TenantId): Promise<void> {
    if (sendMail === undefined) return;
    const { every, keepers } = await numbered(tenant);
    const queryable = db.tenant(tenant);
    const ids = keepers.map(({ id }) => id);
    await keepRowsOf(queryable, tenant, { keepers: ids, now: now() });
    if (keepers.length === 0) return;
    const { checkpoint, isWitnessedEnough, path, shownAt, size } = await ports.publication(tenant);
    if (checkpoint === undefined || size === 0 || !isWitnessedEnough) return;
    const verifierKey = formatVerifierKey(logSigner(await ports.keyring.keys(tenant)).verifier);
    const logAddress = `${ports.origin}${path}`;
    const words = checkpointWords({ note: checkpoint, shownAt, logAddress, verifierKey });
    for (const _ of keepers) {
      const at = now();
      const due = await takeDue(queryable, tenant, { keepers: ids, now: at, dueSince: beginOf(every, at), mostInDay });
      const to = keepers.find(({ id }) => id === due?.keeper)?.address;
      if (due === undefined || to === undefined) return;
      const { keeper } = due;
      try {
        await sendMail({ to, ...words });
      } catch (error) {
        onFailure(error);
        const problem = error instanceof CodedError ? error.code : "mail/unreachable";
        await noteProblem(queryable, tenant, { keeper, problem });
        if (ofTheServer.has(problem)) return;
        continue;
      }
      await noteSent(queryable, tenant, { keeper, at: now(), size });
    }
  }

  async function sendAll(tenants: () => Promise<readonly TenantId[]>): Promise<void> {
    for (const tenant of await tenants()) {
      if (closing) return;
      // One organisation's trouble is not the others'.
      await send(tenant).catch(onFailure);
    }
  }

  return {
    isSetUp: sendMail !== undefined,
    async standings(tenant) {
      const { keepers } = await numbered(tenant);
      const rows = await readMailRows(db.tenant(tenant), tenant);
      const at = now();
      const isEnough = rows.filter((row) => sentSince(row, at, day) !== undefined).length >= mostInDay;
      return keepers.map(({ id, address }) => {
        const row = rows.find(({ keeper }) => keeper === id);
        const sentAt = row && sentSince(row, at, at);
        return {
          address,
          sentAt,
          sentSize: sentAt === undefined ? undefined : (row?.sent_size ?? undefined),
          problem: row?.problem ?? (isEnough && sentAt === undefined ? "mail/enough-for-a-day" : undefined),
        };
      });
    },
    send,
    start(tenants) {
      if (sendMail === undefined) return;
      const next = () => {
        running ??= sendAll(tenants)
          .catch(onFailure)
          .finally(() => {
            running = undefined;
          });
      };
      next();
      sweeper = setInterval(next, sweepMilliseconds);
    },
    async close() {
      closing = true;
      clearInterval(sweeper);
      await running;
    },
  };
}

/** When somebody was sent one, if that is no longer ago than this. Nobody was in the future, whatever the row says. */
function sentSince({ sent_at: sentAt }: CheckpointMailRow, now: number, milliseconds: number): number | undefined {
  return sentAt !== null && sentAt >= now - milliseconds && sentAt <= now + farthestAhead ? sentAt : undefined;
}

function asUuid(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** When the day, week or month began that `at` is in. */
function beginOf(every: MailRhythm, at: number): number {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (every) {
    case "day":
      return Date.UTC(year, month, day);
    case "week":
      // Sunday is 0 of JavaScript's days, and the last of the week.
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7));
    case "month":
      return Date.UTC(year, month, 1);
  }
}
