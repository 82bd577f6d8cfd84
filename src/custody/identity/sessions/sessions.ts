import { randomUuid } from "../../../foundation/crypto/index.ts";
import type { Clock, PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../../foundation/platform/database/index.ts";
import type { Purpose, RoleId } from "../../access/index.ts";
import type { Keyring } from "../../keyring/index.ts";
import { LiveCache, type Settings, identitySettings } from "../organisation/index.ts";
import {
  type Actor,
  IdentityError,
  type Origin,
  type PersonProfile,
  type RecordEvent,
  openProfile,
  personSubject,
  readPerson,
  signInActor,
} from "../person/index.ts";
import { type SessionCookie, newSessionCookie } from "./session-cookie.ts";
import { type SessionDetails, detailsOf, openDetails, sealDetails } from "./session-details.ts";
import {
  type ListedSession,
  type ProvenBy,
  deleteSession,
  deleteSessionNamed,
  deleteSessionsOf,
  holdSession,
  insertSession,
  readSession,
  readSessions,
  replaceCookie,
  storeSessionDetails,
  sweepSessions,
  touchSession,
} from "./session-table.ts";

/** How often activity is written down. */
const touchMilliseconds = 60_000;
const mostRemembered = 10_000;

/** A session that holds now, with its person as they are now (at most a second ago). */
export interface LiveSession {
  readonly tenant: TenantId;
  readonly person: PersonProfile & { readonly id: PersonId };
  readonly role: RoleId;
  readonly beganAt: number;
  /** Last activity; written at most once a minute. */
  readonly seenAt: number;
  /** When both factors were last proven, and how; 0 when they must be proven again before the next sensitive act. */
  readonly provenAt: number;
  readonly provenBy: ProvenBy;
  /** What was chosen; undefined: what the role acts for first. */
  readonly purpose: Purpose | undefined;
  /** A UUID that names the session without opening it. */
  readonly sessionId: string;
}

/** A session as its owner or an administrator sees it. */
export interface SessionInfo extends SessionDetails {
  readonly id: string;
  readonly person: { readonly id: PersonId; readonly given: string; readonly family: string };
  readonly beganAt: number;
  readonly seenAt: number;
  readonly purpose: Purpose | undefined;
}

/** When a session ends: so long without activity, and so long whatever happens. AU-4. */
export interface SessionLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

/** A session whose browser holds another one's cookie now. */
export type ReplacedSession = Pick<LiveSession, "tenant" | "sessionId">;

export interface SessionChange {
  readonly proven?: ProvenBy | undefined;
  readonly purpose?: Purpose | undefined;
}

export interface Sessions {
  /** A new session, with a cookie that nobody has seen before. */
  begin(
    tx: Transaction,
    tenant: TenantId,
    person: PersonId,
    start: { readonly origin: Origin; readonly provenBy: ProvenBy },
  ): Promise<SessionCookie>;
  /** The session, unless it is idle too long, too old, revoked or never was. Asking is no activity. */
  find(cookie: SessionCookie): Promise<LiveSession | undefined>;
  limits(tenant: TenantId): Promise<SessionLimits>;
  /** Notes activity. */
  touch(session: LiveSession, cookie: SessionCookie): Promise<void>;
  /** Gives the session a new cookie because what it may do changes; the old one opens nothing any more. Undefined: it was over.
   *  Call `forgetRemembered` after the commit. */
  rotate(tx: Transaction, cookie: SessionCookie, change: SessionChange): Promise<SessionCookie | undefined>;
  /** Lets the session act for another purpose, under a new cookie. Undefined: it was over. */
  changePurpose(actor: Actor, cookie: SessionCookie, purpose: Purpose): Promise<SessionCookie | undefined>;
  /** Sessions that hold now: one person's, or everybody's. */
  list(tenant: TenantId, person?: PersonId): Promise<readonly SessionInfo[]>;
  /** @throws IdentityError `sessions/unknown`, also when it is another person's */
  rename(tenant: TenantId, person: PersonId, id: string, name: string): Promise<void>;
  /** Signs out. Nothing happens when the session was over. */
  end(cookie: SessionCookie, actor: Actor): Promise<void>;
  /** Ends a session by its id. @param of only when it is this person's @throws IdentityError `sessions/unknown` */
  endNamed(actor: Actor, tenant: TenantId, id: string, of?: PersonId): Promise<void>;
  /** Ends all of a person's sessions. @param except this one stays @returns how many ended */
  endAllOf(actor: Actor, tenant: TenantId, person: PersonId, except?: string): Promise<number>;
  /** Ends the session that a browser had before somebody signed in there anew, whoever it was of. Nothing happens when it was over. */
  endReplaced(replaced: ReplacedSession, origin: Origin): Promise<void>;
  /** Makes this process ask the database again: after sessions were deleted or people changed. */
  forgetRemembered(): void;
}

export interface SessionPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly settings: Settings;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
}

export function createSessions(ports: SessionPorts): Sessions {
  const { database, keyring, settings, now, recordEvent } = ports;
  const remembered = new LiveCache<LiveSession>({ now, most: mostRemembered });

  async function limits(tenant: TenantId): Promise<SessionLimits> {
    const { idleMinutes, absoluteHours } = await settings.get(tenant, identitySettings);
    return { idleSeconds: idleMinutes * 60, absoluteSeconds: absoluteHours * 3600 };
  }

  async function oldest(tenant: TenantId) {
    const { idleSeconds, absoluteSeconds } = await limits(tenant);
    return { seenAt: now() - idleSeconds * 1000, beganAt: now() - absoluteSeconds * 1000 };
  }

  async function read(cookie: SessionCookie): Promise<LiveSession | undefined> {
    const row = await readSession(database.tenant(cookie.tenant), cookie.tenant, cookie.hash);
    if (row === undefined) return undefined;
    const profile = openProfile(await keyring.vault(cookie.tenant), row.person, row.sealed_profile);
    return {
      tenant: cookie.tenant,
      person: { ...profile, id: row.person },
      role: row.role,
      beganAt: row.began_at,
      seenAt: row.seen_at,
      provenAt: row.proven_at,
      provenBy: row.proven_by,
      purpose: row.purpose ?? undefined,
      sessionId: row.session,
    };
  }

  async function infoOf(tenant: TenantId, row: ListedSession): Promise<SessionInfo> {
    const vault = await keyring.vault(tenant);
    const { given, family } = openProfile(vault, row.person, row.sealed_profile);
    return {
      ...openDetails(vault, row.session, row.sealed),
      id: row.session,
      person: { id: row.person, given, family },
      beganAt: row.began_at,
      seenAt: row.seen_at,
      purpose: row.purpose ?? undefined,
    };
  }

  async function recordEnd(tx: Transaction, actor: Actor, tenant: TenantId, person: PersonId, detail: string) {
    const row = await readPerson(tx, tenant, person);
    const subject =
      row && personSubject({ ...openProfile(await keyring.vault(tenant), person, row.sealed_profile), id: person });
    await recordEvent(tx, tenant, { act: "session-ended", at: now(), actor, subject, detail });
  }

  async function rotate(
    tx: Transaction,
    cookie: SessionCookie,
    { proven, purpose }: SessionChange,
  ): Promise<SessionCookie | undefined> {
    const next = newSessionCookie(cookie.tenant);
    const change = { oldHash: cookie.hash, newHash: next.hash, proven: proven && { at: now(), by: proven }, purpose };
    return (await replaceCookie(tx, cookie.tenant, change)) ? next : undefined;
  }

  return {
    limits,
    rotate,

    async changePurpose(actor, cookie, purpose) {
      const next = await database.transaction(cookie.tenant, async (tx) => {
        await recordEvent(tx, cookie.tenant, { act: "purpose-changed", at: now(), actor, detail: purpose });
        return rotate(tx, cookie, { purpose });
      });
      remembered.forgetAll();
      return next;
    },

    async begin(tx, tenant, person, { origin, provenBy }) {
      const cookie = newSessionCookie(tenant);
      const session = randomUuid();
      const sealed = sealDetails(await keyring.vault(tenant), session, detailsOf(origin));
      await sweepSessions(tx, tenant, await oldest(tenant));
      await insertSession(tx, tenant, { sessionHash: cookie.hash, session, person, provenBy, sealed, now: now() });
      return cookie;
    },

    async find(cookie) {
      const found = remembered.get(cookie.hash.toString("hex"), () => read(cookie));
      const session = found instanceof Promise ? await found : found;
      if (session === undefined) return undefined;
      const least = await oldest(cookie.tenant);
      return session.seenAt > least.seenAt && session.beganAt > least.beganAt ? session : undefined;
    },

    async touch(session, cookie) {
      const seenAt = now();
      if (seenAt - session.seenAt < touchMilliseconds) return;
      await touchSession(database.tenant(session.tenant), session.tenant, cookie.hash, seenAt);
      remembered.forget(cookie.hash.toString("hex"));
    },

    async list(tenant, person) {
      const { seenAt, beganAt } = await oldest(tenant);
      const of = { person, seenAfter: seenAt, beganAfter: beganAt };
      const rows = await readSessions(database.tenant(tenant), tenant, of);
      return Promise.all(rows.map((row) => infoOf(tenant, row)));
    },

    async rename(tenant, person, id, name) {
      const vault = await keyring.vault(tenant);
      await database.transaction(tenant, async (tx) => {
        const held = await holdSession(tx, tenant, id);
        if (held?.person !== person) throw unknownSession();
        const sealed = sealDetails(vault, id, { ...openDetails(vault, id, held.sealed), name });
        await storeSessionDetails(tx, tenant, id, sealed);
      });
    },

    async end(cookie, actor) {
      await database.transaction(cookie.tenant, async (tx) => {
        if (await deleteSession(tx, cookie.tenant, cookie.hash))
          await recordEvent(tx, cookie.tenant, { act: "signed-out", at: now(), actor });
      });
      remembered.forget(cookie.hash.toString("hex"));
    },

    async endNamed(actor, tenant, id, of) {
      await database.transaction(tenant, async (tx) => {
        const held = await holdSession(tx, tenant, id);
        if (held === undefined || (of !== undefined && held.person !== of)) throw unknownSession();
        await deleteSessionNamed(tx, tenant, id);
        await recordEnd(tx, actor, tenant, held.person, "one session");
      });
      remembered.forgetAll();
    },

    async endAllOf(actor, tenant, person, except) {
      const ended = await database.transaction(tenant, async (tx) => {
        const count = await deleteSessionsOf(tx, tenant, person, except);
        if (count > 0) await recordEnd(tx, actor, tenant, person, count === 1 ? "one session" : `${count} sessions`);
        return count;
      });
      remembered.forgetAll();
      return ended;
    },

    async endReplaced({ tenant, sessionId }, origin) {
      await database.transaction(tenant, async (tx) => {
        const held = await holdSession(tx, tenant, sessionId);
        if (held === undefined) return;
        await deleteSessionNamed(tx, tenant, sessionId);
        await recordEnd(tx, signInActor(origin), tenant, held.person, "somebody signed in anew in its browser");
      });
      remembered.forgetAll();
    },

    forgetRemembered: () => remembered.forgetAll(),
  };
}

function unknownSession(): IdentityError {
  return new IdentityError("sessions/unknown", "there is no such session");
}
