import type { Clock, PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { RoleName } from "../access/index.ts";
import type { Keyring } from "../keyring/index.ts";
import type { Actor, RecordEvent } from "./event.ts";
import { LiveCache } from "./live-cache.ts";
import { openProfile } from "./person.ts";
import type { PersonProfile } from "./person.ts";
import { newSessionCookie } from "./session-cookie.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { deleteSession, insertSession, readSession, sweepSessions, touchSession } from "./session-table.ts";

/** AU-4. */
export const sessionLimits = { idleSeconds: 30 * 60, absoluteSeconds: 12 * 3600, touchSeconds: 60 } as const;
const mostRemembered = 10_000;

/** A session that holds now, with its person as they are now (at most a second ago). */
export interface LiveSession {
  readonly tenant: TenantId;
  readonly person: PersonProfile & { readonly id: PersonId };
  readonly role: RoleName;
  readonly beganAt: number;
  /** Last activity; written at most once a minute. */
  readonly seenAt: number;
  /** Names the session without opening it: hexadecimal of the cookie's hash. */
  readonly sessionId: string;
}

export interface Sessions {
  /** A new session, with a cookie that nobody has seen before. */
  begin(tx: Transaction, tenant: TenantId, person: PersonId): Promise<SessionCookie>;
  /** The session, unless it is idle too long, too old, revoked or never was. Asking is no activity. */
  find(cookie: SessionCookie): Promise<LiveSession | undefined>;
  /** Notes activity. */
  touch(session: LiveSession, cookie: SessionCookie): Promise<void>;
  /** Signs out. Nothing happens when the session was over. */
  end(cookie: SessionCookie, actor: Actor): Promise<void>;
  /** Makes this process ask the database again: after sessions were deleted or people changed. */
  forgetRemembered(): void;
}

export interface SessionPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
}

export function createSessions({ database, keyring, now, recordEvent }: SessionPorts): Sessions {
  const remembered = new LiveCache<LiveSession>({ now, most: mostRemembered });
  const oldest = () => ({
    seenAt: now() - sessionLimits.idleSeconds * 1000,
    beganAt: now() - sessionLimits.absoluteSeconds * 1000,
  });

  async function read(cookie: SessionCookie, sessionId: string): Promise<LiveSession | undefined> {
    const row = await readSession(database.tenant(cookie.tenant), cookie.tenant, cookie.hash);
    if (row === undefined) return undefined;
    const profile = openProfile(await keyring.vault(cookie.tenant), row.person, row.sealed_profile);
    const { role, began_at: beganAt, seen_at: seenAt } = row;
    return { tenant: cookie.tenant, person: { ...profile, id: row.person }, role, beganAt, seenAt, sessionId };
  }

  return {
    async begin(tx, tenant, person) {
      const cookie = newSessionCookie(tenant);
      await sweepSessions(tx, tenant, oldest());
      await insertSession(tx, tenant, { sessionHash: cookie.hash, person, now: now() });
      return cookie;
    },

    async find(cookie) {
      const sessionId = cookie.hash.toString("hex");
      const session = await remembered.get(sessionId, () => read(cookie, sessionId));
      const limits = oldest();
      return session !== undefined && session.seenAt > limits.seenAt && session.beganAt > limits.beganAt
        ? session
        : undefined;
    },

    async touch(session, cookie) {
      const seenAt = now();
      if (seenAt - session.seenAt < sessionLimits.touchSeconds * 1000) return;
      await touchSession(database.tenant(session.tenant), session.tenant, cookie.hash, seenAt);
      remembered.forget(session.sessionId);
    },

    async end(cookie, actor) {
      await database.transaction(cookie.tenant, async (tx) => {
        if (await deleteSession(tx, cookie.tenant, cookie.hash))
          await recordEvent(tx, cookie.tenant, { act: "signed-out", at: now(), actor });
      });
      remembered.forget(cookie.hash.toString("hex"));
    },

    forgetRemembered: () => remembered.forgetAll(),
  };
}
