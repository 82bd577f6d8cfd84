import { type Clock, CodedError, type TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { OutgoingMail } from "../../foundation/platform/mail/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { keepRowsOf, noteProblem, noteSent, readMailRows, takeDue } from "./checkpoint-mail-table.ts";
import { checkpointWords } from "./checkpoint-mail-words.ts";
import { logSigner } from "./log-identity.ts";
import type { Publication } from "./publication.ts";
import { formatVerifierKey } from "./verify/index.ts";

/** Once in each, by the clock in UTC; a week begins on Monday. */
type MailRhythm = "day" | "week" | "month";

export interface CheckpointMailSettings {
  readonly every: MailRhythm;
  /** Who keeps checkpoints outside; ids are UUIDs. */
  readonly keepers: readonly { readonly id: string; readonly address: string }[];
}

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
/** The others would meet the same server. */
const ofTheServer: ReadonlySet<string> = new Set(["mail/unreachable", "mail/not-signed-in"]);

export function openCheckpointMail(ports: CheckpointMailPorts): CheckpointMail {
  const { db, now, sendMail, onFailure } = ports;
  let sweeper: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let closing = false;

  async function send(tenant: TenantId): Promise<void> {
    if (sendMail === undefined) return;
    const { every, keepers } = await ports.settings(tenant);
    const queryable = db.tenant(tenant);
    const ids = keepers.map(({ id }) => id);
    await keepRowsOf(queryable, tenant, ids);
    if (keepers.length === 0) return;
    const { checkpoint, isWitnessedEnough, path, shownAt, size } = await ports.publication(tenant);
    if (checkpoint === undefined || size === 0 || !isWitnessedEnough) return;
    const verifierKey = formatVerifierKey(logSigner(await ports.keyring.keys(tenant)).verifier);
    const logAddress = `${ports.origin}${path}`;
    const words = checkpointWords({ note: checkpoint, shownAt, logAddress, verifierKey });
    for (const _ of keepers) {
      const due = await takeDue(queryable, tenant, { now: now(), dueSince: beginOf(every, now()) });
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
      const { keepers } = await ports.settings(tenant);
      const rows = new Map((await readMailRows(db.tenant(tenant), tenant)).map((row) => [row.keeper, row]));
      return keepers.map(({ id, address }) => {
        const row = rows.get(id);
        return {
          address,
          sentAt: row?.sent_at ?? undefined,
          sentSize: row?.sent_size ?? undefined,
          problem: row?.problem ?? undefined,
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
