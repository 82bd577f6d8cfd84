import { randomUuid } from "../../foundation/crypto/index.ts";
import type { Clock, PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Keyring, TenantVault } from "../keyring/index.ts";
import { acceptAttempt, keyOf, refuseAttempt, reserveAttempt } from "./attempts.ts";
import { findCandidate, loadCandidate, loadNobody } from "./candidate.ts";
import { forgetCredentials } from "./change-person.ts";
import type { Actor, Origin, RecordEvent } from "./event.ts";
import { personSubject, signInActor } from "./event.ts";
import { IdentityError } from "./identity-error.ts";
import { identitySettings } from "./identity-settings.ts";
import { stepLifecycle } from "./lifecycle.ts";
import type { Mailer } from "./mailer.ts";
import { nobody } from "./nobody.ts";
import { askForNewPassword } from "./next-step.ts";
import type { Organisation, Organisations } from "./organisations.ts";
import type { PasskeyPlace } from "./passkey-place.ts";
import { displayName, openProfile, usernameToken } from "./person.ts";
import { holdPerson, readPeople, readPersonByToken, readPerson, storePerson } from "./person-table.ts";
import { hashRecoveryCode } from "./recovery-code.ts";
import { hasUnusedCode, takeCode } from "./recovery-code-table.ts";
import {
  hashHalf,
  hashSecret,
  isHash,
  newHalf,
  newMailSecret,
  openRecovery,
  readTicket,
  sealRecovery,
  ticketText,
} from "./recovery-details.ts";
import type { RecoveryDetails, Ticket } from "./recovery-details.ts";
import { confirmationMail, waitingMail } from "./recovery-mail.ts";
import { recoveryNow, recoveryTransitions, stepRecovery } from "./recovery-machine.ts";
import type { RecoveryState, RecoveryWay } from "./recovery-machine.ts";
import {
  holdOpenRecoveries,
  holdRecovery,
  insertRecovery,
  readOpenRecoveries,
  readRecoveries,
  readRecovery,
  storeRecovery,
} from "./recovery-table.ts";
import type { RecoveryRow } from "./recovery-table.ts";
import { deleteSessionsOf } from "./session-table.ts";
import type { Sessions } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import type { NextStep, SignInRefusal } from "./sign-in-outcome.ts";
import { locked } from "./sign-in-outcome.ts";
import { clearTheWay, startApproved } from "./start-recovery.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Source: OWASP ASVS 5.0 V6.5.5. */
const mailMinutes = 10;
/** Somebody added a moment ago is no second person: whoever adds people could be both. */
export const approverAgeHours = 24;
const listedDays = 30;

/** Lost access on its way back, as approvers and its owner see it. */
export interface RecoveryInfo {
  readonly id: string;
  readonly person: { readonly id: PersonId; readonly displayName: string; readonly username: string };
  readonly way: RecoveryWay;
  readonly state: RecoveryState;
  readonly reason: string | undefined;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly approvals: readonly { readonly id: string; readonly name: string; readonly at: number }[];
  readonly readyAt: number | undefined;
  readonly until: number;
}

/** What a link stands for. */
export interface RecoveryTicketInfo extends Pick<RecoveryInfo, "way" | "state" | "readyAt" | "until"> {
  readonly organisation: string;
  readonly needsOtherHalf: boolean;
}

export type RecoveryRefusal =
  | SignInRefusal
  /** Code, name or address is wrong, or there is none: one answer. */
  | { readonly kind: "refused"; readonly code: "recovery/refused" }
  | { readonly kind: "refused"; readonly code: "recovery/over" }
  | { readonly kind: "refused"; readonly code: "recovery/wrong-half" }
  | { readonly kind: "refused"; readonly code: "recovery/not-ready" };

export interface Recovery {
  /** Whether the way by code and mail is open. */
  readonly selfService: boolean;
  list(tenant: TenantId): Promise<readonly RecoveryInfo[]>;
  /** The person's own that is under way. */
  openOf(tenant: TenantId, person: PersonId): Promise<RecoveryInfo | undefined>;
  /** @throws IdentityError `people/unknown`, `recovery/own`, `recovery/open-already`, `people/illegal-change` */
  start(actor: Actor, tenant: TenantId, person: PersonId, reason: string): Promise<RecoveryInfo>;
  /** @returns the half to hand over: shown once @throws IdentityError `recovery/unknown`, `recovery/own`,
   *  `recovery/approved-already`, `recovery/approver-too-new`, `recovery/illegal-step` */
  approve(
    actor: Actor,
    tenant: TenantId,
    id: string,
  ): Promise<{ readonly recovery: RecoveryInfo; readonly ticket: string; readonly half: string }>;
  /** @throws IdentityError `recovery/unknown`, `recovery/illegal-step` */
  refuse(actor: Actor, tenant: TenantId, id: string): Promise<RecoveryInfo>;
  /** The owner says that it wasn't them, or that they found another way. Nothing happens when none is under way. */
  cancelOwn(actor: Actor, tenant: TenantId, person: PersonId): Promise<void>;
  /** Begins the way by code. @param linkOf makes the mail's link of a ticket */
  startByCode(
    organisation: Organisation | undefined,
    claim: { readonly username: string; readonly code: string },
    origin: Origin,
    linkOf: (ticket: string) => string,
  ): Promise<{ readonly kind: "mailed" } | RecoveryRefusal>;
  /** Looks at a link. That of a mail is confirmed by it. */
  present(
    ticket: string,
    origin: Origin,
  ): Promise<({ readonly kind: "ticket" } & RecoveryTicketInfo) | RecoveryRefusal>;
  /** Forgets what proved the person, and lets them enrol. */
  begin(ticket: string, otherHalf: string | undefined, origin: Origin): Promise<NextStep | RecoveryRefusal>;
}

export interface RecoveryPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly organisations: Organisations;
  readonly settings: Settings;
  readonly sessions: Pick<Sessions, "forgetRemembered">;
  readonly passkeyPlace: PasskeyPlace | undefined;
  readonly mailer: Mailer;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
  /** A mail that could not be sent must not tell the stranger who asked for it. */
  readonly onFailure: (error: unknown) => void;
}

const over = { kind: "refused", code: "recovery/over" } as const;
const notReady = { kind: "refused", code: "recovery/not-ready" } as const;
const wrongHalf = { kind: "refused", code: "recovery/wrong-half" } as const;
const refusedCode = { kind: "refused", code: "recovery/refused" } as const;

export function createRecovery(ports: RecoveryPorts): Recovery {
  const { database, keyring, settings, mailer, now, recordEvent } = ports;

  const stateOf = (row: RecoveryRow) =>
    recoveryNow({ state: row.state, readyAt: row.ready_at ?? undefined, until: row.until }, now());

  function infoOf(vault: TenantVault, row: RecoveryRow, sealedProfile: Buffer): RecoveryInfo {
    const details = openRecovery(vault, row.recovery, row.sealed);
    const profile = openProfile(vault, row.person, sealedProfile);
    return {
      id: row.recovery,
      person: { id: row.person, displayName: displayName(profile), username: profile.username },
      way: row.way,
      state: stateOf(row),
      reason: details.reason,
      startedBy: details.startedBy.name,
      startedAt: row.began_at,
      approvals: details.approvals.map(({ id, name, at }) => ({ id, name, at })),
      readyAt: row.ready_at ?? undefined,
      until: row.until,
    };
  }

  /** Changes a recovery in a transaction, its person held. */
  async function change<T>(
    tenant: TenantId,
    id: string,
    work: (tx: Transaction, held: Held) => Promise<T>,
  ): Promise<T> {
    const vault = await keyring.vault(tenant);
    return database.transaction(tenant, async (tx) => {
      const row = await holdRecovery(tx, tenant, id);
      const person = row && (await holdPerson(tx, tenant, row.person));
      if (row === undefined || person === undefined) throw unknownRecovery();
      const details = openRecovery(vault, id, row.sealed);
      const profile = openProfile(vault, row.person, person.sealed_profile);
      const subject = personSubject({ ...profile, id: row.person });
      return work(tx, { vault, row: { ...row, state: stateOf(row) }, person, details, profile, subject });
    });
  }

  async function approve(actor: Actor, tenant: TenantId, id: string) {
    const half = newHalf();
    const { recoveryLinkHours } = await settings.get(tenant, identitySettings);
    return change(tenant, id, async (tx, { vault, row, person, details, subject }) => {
      if (actor.kind !== "person" || actor.id === row.person) throw ownRecovery();
      if (details.approvals.some((approval) => approval.id === actor.id))
        throw new IdentityError(
          "recovery/approved-already",
          "you have approved this already; it takes a second person",
        );
      await refuseNewcomer(tx, tenant, actor.id);
      const at = now();
      const state = stepRecovery(row.state, "approve");
      const hash = hashHalf(vault, id, half);
      const approvals = [...details.approvals, { id: actor.id, name: actor.name, at, hash }];
      const until = state === "ready" ? at + recoveryLinkHours * hour : row.until;
      const sealed = sealRecovery(vault, id, { ...details, approvals });
      const next = { ...row, state, sealed, until };
      await storeRecovery(tx, tenant, next);
      const detail = `${approvals.length} of 2`;
      await recordEvent(tx, tenant, { act: "recovery-approved", at, actor, subject, detail });
      const secret = half.replaceAll("-", "");
      const recovery = infoOf(vault, next, person.sealed_profile);
      return { recovery, ticket: ticketText({ tenant, recovery: id, secret }), half };
    });
  }

  async function refuseNewcomer(tx: Transaction, tenant: TenantId, approver: string): Promise<void> {
    const people = await readPeople(tx, tenant);
    const row = people.find(({ person }) => person === approver);
    if (row === undefined || now() - row.added_at < approverAgeHours * hour)
      throw new IdentityError(
        "recovery/approver-too-new",
        `only people who were added at least ${approverAgeHours} hours ago approve`,
      );
  }

  async function send(letter: Parameters<Mailer["send"]>[0]): Promise<void> {
    await mailer.send(letter).catch(ports.onFailure);
  }

  async function startByCode(
    organisation: Organisation | undefined,
    claim: { readonly username: string; readonly code: string },
    origin: Origin,
    linkOf: (ticket: string) => string,
  ): Promise<{ readonly kind: "mailed" } | RecoveryRefusal> {
    if (!mailer.configured || organisation === undefined) return refusedCode;
    const { tenant } = organisation;
    const db = database.tenant(tenant);
    const vault = await keyring.vault(tenant);
    const subject = usernameToken(vault, claim.username);
    const key = keyOf(vault, { tenant, factor: "recovery-code", subject, origin });
    const reserved = await reserveAttempt(ports, key, origin);
    if (reserved.kind === "locked") return locked(reserved.retryAfterSeconds);
    const row = await readPersonByToken(db, tenant, subject);
    const candidate =
      row === undefined || row.state === "ended"
        ? await loadNobody(db, tenant, nobody)
        : await loadCandidate(db, vault, tenant, row);
    const codeHash = hashRecoveryCode(vault, candidate?.id ?? nobody, claim.code);
    const right = await hasUnusedCode(db, { tenant, person: candidate?.id ?? nobody }, codeHash);
    if (!right || candidate?.email === undefined) {
      const refused = await refuseAttempt(ports, key, origin, candidate);
      return refused.kind === "locked" ? locked(refused.retryAfterSeconds) : refusedCode;
    }
    const { id: person, email } = candidate;
    const recovery = randomUuid();
    const secret = newMailSecret();
    const at = now();
    const began = await database.transaction(tenant, async (tx) => {
      if (!(await acceptAttempt(tx, key, at))) return false;
      await clearTheWay(tx, { tenant, person, way: "code", now: at, replaceMailed: true });
      const sealed = sealRecovery(vault, recovery, {
        startedBy: { id: person, name: displayName(candidate) },
        approvals: [],
        mailHash: hashSecret(vault, recovery, secret),
        codeHash: codeHash.toString("hex"),
      });
      const until = at + mailMinutes * minute;
      await insertRecovery(tx, tenant, {
        recovery,
        person,
        way: "code",
        state: "mailed",
        sealed,
        began_at: at,
        ready_at: null,
        until,
      });
      const event = { act: "recovery-started", at, actor: signInActor(origin), detail: "recovery code" } as const;
      await recordEvent(tx, tenant, { ...event, subject: personSubject(candidate) });
      return true;
    });
    if (!began) return locked(1);
    const link = linkOf(ticketText({ tenant, recovery, secret }));
    await send(confirmationMail({ to: email, organisation: organisation.name, link }));
    return { kind: "mailed" };
  }

  /** The recovery that a link names, when the link's secret is right. */
  async function openTicket(text: string): Promise<OpenTicket | undefined> {
    const ticket = readTicket(text);
    const organisation = ticket && (await ports.organisations.of(ticket.tenant));
    if (ticket === undefined || organisation === undefined) return undefined;
    const { tenant, recovery } = ticket;
    const vault = await keyring.vault(tenant);
    const row = await readRecovery(database.tenant(tenant), tenant, recovery);
    if (row === undefined) return undefined;
    const holder = holderOf(vault, ticket, openRecovery(vault, recovery, row.sealed));
    return holder === undefined ? undefined : { ticket, organisation, vault, row, holder };
  }

  async function confirmMail({ ticket, organisation, vault }: OpenTicket, origin: Origin): Promise<RecoveryRow> {
    const { tenant } = ticket;
    const { recoveryWaitHours, recoveryLinkHours } = await settings.get(tenant, identitySettings);
    const { row, email } = await change(
      tenant,
      ticket.recovery,
      async (tx, { row: held, details, profile, subject }) => {
        const at = now();
        if (held.state !== "mailed") return { row: held, email: undefined };
        const used = { hash: Buffer.from(details.codeHash ?? "", "hex"), now: at };
        // The code counts once, here and at sign-in together.
        const taken = await takeCode(tx, { tenant, person: held.person }, used);
        const readyAt = at + recoveryWaitHours * hour;
        const next = taken
          ? {
              ...held,
              state: stepRecovery(held.state, "mail-confirmed"),
              ready_at: readyAt,
              until: readyAt + recoveryLinkHours * hour,
            }
          : { ...held, state: stepRecovery(held.state, "cancel") };
        await storeRecovery(tx, tenant, next);
        const act = taken ? "recovery-confirmed" : "recovery-cancelled";
        const actor = signInActor(origin);
        await recordEvent(tx, tenant, { act, at, actor, subject, detail: taken ? undefined : "the code was used" });
        return { row: next, email: taken ? profile.email : undefined };
      },
    );
    if (email !== undefined && row.ready_at !== null)
      await send(waitingMail({ to: email, organisation: organisation.name, readyAt: row.ready_at }));
    return row;
  }

  async function begin(
    text: string,
    otherHalf: string | undefined,
    origin: Origin,
  ): Promise<NextStep | RecoveryRefusal> {
    const opened = await openTicket(text);
    if (opened === undefined) return over;
    const { ticket, organisation, vault } = opened;
    const { tenant, recovery } = ticket;
    const { passwordProfile: profile } = await settings.get(tenant, identitySettings);
    const person = await change(tenant, recovery, async (tx, held) => {
      const { row, details, subject } = held;
      if (recoveryTransitions[row.state].begin === undefined) return isOpen(row.state) ? notReady : over;
      if (row.way === "people" && !completes(vault, recovery, details, opened.holder, otherHalf)) return wrongHalf;
      if (held.person.state === "ended") return over;
      const at = now();
      await forgetCredentials(tx, tenant, row.person);
      await deleteSessionsOf(tx, tenant, row.person);
      await storePerson(tx, tenant, {
        ...held.person,
        state: stepLifecycle(held.person.state, "credentials-reset"),
        credential_epoch: held.person.credential_epoch + 1,
      });
      await storeRecovery(tx, tenant, { ...row, state: stepRecovery(row.state, "begin") });
      const event = { act: "recovery-begun", at, actor: signInActor(origin), subject, detail: row.way } as const;
      await recordEvent(tx, tenant, event);
      return row.person;
    });
    if (typeof person !== "string") return person;
    ports.sessions.forgetRemembered();
    const candidate = await findCandidate(database.tenant(tenant), vault, tenant, person);
    if (candidate === undefined) return over;
    const passkeys = ports.passkeyPlace !== undefined;
    return askForNewPassword({ vault, organisation, candidate, now: now(), profile, passkeys });
  }

  return {
    selfService: mailer.configured,
    approve,
    startByCode,
    begin,

    async list(tenant) {
      const vault = await keyring.vault(tenant);
      const rows = await readRecoveries(database.tenant(tenant), tenant, now() - listedDays * day);
      const profiles = new Map((await readPeople(database.tenant(tenant), tenant)).map((row) => [row.person, row]));
      return rows.flatMap((row) => {
        const person = profiles.get(row.person);
        return person === undefined ? [] : [infoOf(vault, row, person.sealed_profile)];
      });
    },

    async openOf(tenant, person) {
      const db = database.tenant(tenant);
      const rows = await readOpenRecoveries(db, tenant, person);
      const open = rows.find((row) => isOpen(stateOf(row)));
      const owner = open && (await readPerson(db, tenant, person));
      return open && owner && infoOf(await keyring.vault(tenant), open, owner.sealed_profile);
    },

    async start(actor, tenant, person, reason) {
      if (actor.id === person) throw ownRecovery();
      const vault = await keyring.vault(tenant);
      return database.transaction(tenant, async (tx) => {
        const held = await holdPerson(tx, tenant, person);
        if (held === undefined) throw new IdentityError("people/unknown", "there is no such person");
        stepLifecycle(held.state, "credentials-reset");
        const subject = personSubject({ ...openProfile(vault, person, held.sealed_profile), id: person });
        const row = await startApproved(ports, tx, { tenant, person, vault, actor, subject, at: now(), reason });
        return infoOf(vault, row, held.sealed_profile);
      });
    },

    refuse: (actor, tenant, id) =>
      change(tenant, id, async (tx, { vault, row, person, subject }) => {
        const next = { ...row, state: stepRecovery(row.state, "refuse") };
        await storeRecovery(tx, tenant, next);
        await recordEvent(tx, tenant, { act: "recovery-refused", at: now(), actor, subject, detail: row.way });
        return infoOf(vault, next, person.sealed_profile);
      }),

    async cancelOwn(actor, tenant, person) {
      await database.transaction(tenant, async (tx) => {
        for (const row of await holdOpenRecoveries(tx, tenant, person)) {
          const state = stateOf(row);
          if (recoveryTransitions[state].cancel === undefined) continue;
          await storeRecovery(tx, tenant, { ...row, state: stepRecovery(state, "cancel") });
          await recordEvent(tx, tenant, { act: "recovery-cancelled", at: now(), actor, detail: row.way });
        }
      });
    },

    async present(text, origin) {
      const opened = await openTicket(text);
      if (opened === undefined) return over;
      const row = opened.holder === "mail" ? await confirmMail(opened, origin) : opened.row;
      const state = stateOf(row);
      if (!isOpen(state)) return over;
      return {
        kind: "ticket",
        way: row.way,
        state,
        readyAt: row.ready_at ?? undefined,
        until: row.until,
        organisation: opened.organisation.name,
        needsOtherHalf: row.way === "people",
      };
    },
  };
}

interface Held {
  readonly vault: TenantVault;
  readonly row: RecoveryRow;
  readonly person: NonNullable<Awaited<ReturnType<typeof holdPerson>>>;
  readonly details: RecoveryDetails;
  readonly profile: ReturnType<typeof openProfile>;
  readonly subject: ReturnType<typeof personSubject>;
}

/** Whose secret a link holds: the mail's, or that of one approval. */
type Holder = "mail" | { readonly approval: number };

interface OpenTicket {
  readonly ticket: Ticket;
  readonly organisation: Organisation;
  readonly vault: TenantVault;
  readonly row: RecoveryRow;
  readonly holder: Holder;
}

function holderOf(vault: TenantVault, { recovery, secret }: Ticket, details: RecoveryDetails): Holder | undefined {
  if (isHash(details.mailHash, hashSecret(vault, recovery, secret))) return "mail";
  const half = hashHalf(vault, recovery, secret);
  const approval = details.approvals.findIndex(({ hash }) => isHash(hash, half));
  return approval < 0 ? undefined : { approval };
}

/** Whether the half that was typed is the other approver's. */
function completes(
  vault: TenantVault,
  recovery: string,
  { approvals }: RecoveryDetails,
  holder: Holder,
  otherHalf: string | undefined,
): boolean {
  if (holder === "mail" || otherHalf === undefined) return false;
  const typed = hashHalf(vault, recovery, otherHalf);
  return approvals.some(({ hash }, at) => at !== holder.approval && isHash(hash, typed));
}

function isOpen(state: RecoveryState): boolean {
  return recoveryTransitions[state].lapse !== undefined;
}

function unknownRecovery(): IdentityError {
  return new IdentityError("recovery/unknown", "there is no such recovery");
}

function ownRecovery(): IdentityError {
  return new IdentityError("recovery/own", "nobody starts or approves the recovery of their own access");
}
