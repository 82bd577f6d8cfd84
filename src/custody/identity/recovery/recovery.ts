import type { Clock, PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Database } from "../../../foundation/platform/database/index.ts";
import type { Keyring } from "../../keyring/index.ts";
import type { NextStep } from "../candidates/index.ts";
import type { Organisation, Organisations, Settings } from "../organisation/index.ts";
import type { PasskeyPlace } from "../passkeys/index.ts";
import {
  type Actor,
  IdentityError,
  type Origin,
  type RecordEvent,
  holdPerson,
  openProfile,
  personSubject,
  readPeople,
  readPerson,
  stepLifecycle,
  storePerson,
} from "../person/index.ts";
import type { Sessions } from "../sessions/index.ts";
import type { SignDecision } from "../../signatures/index.ts";
import { type Approval, approveRecovery, ownRecovery } from "./approve-recovery.ts";
import { beginRecovery } from "./begin-recovery.ts";
import { changeRecovery } from "./change-recovery.ts";
import type { Mailer } from "./mailer.ts";
import { type RecoveryClaim, confirmMail, startByCode } from "./recover-by-code.ts";
import { type RecoveryInfo, infoOf, isOpen, stateOf } from "./recovery-info.ts";
import { recoveryTransitions, stepRecovery } from "./recovery-machine.ts";
import { type RecoveryRefusal, recoveryOver } from "./recovery-refusal.ts";
import { holdOpenRecoveries, readOpenRecoveries, readRecoveries, storeRecovery } from "./recovery-table.ts";
import { openTicket } from "./recovery-ticket.ts";
import { startApproved } from "./start-recovery.ts";

const listedMilliseconds = 30 * 24 * 3600_000;

/** What a link stands for. */
export interface RecoveryTicketInfo extends Pick<RecoveryInfo, "way" | "state" | "readyAt" | "until"> {
  readonly kind: "ticket";
  readonly organisation: string;
  readonly needsOtherHalf: boolean;
}

/** Lost access on its way back: never weaker than the enrolment that it replaces. */
export interface Recovery {
  /** Whether the way by code and mail is open. */
  readonly selfService: boolean;
  list(tenant: TenantId): Promise<readonly RecoveryInfo[]>;
  /** The person's own that is under way. */
  openOf(tenant: TenantId, person: PersonId): Promise<RecoveryInfo | undefined>;
  /** @throws IdentityError `people/unknown`, `recovery/own`, `recovery/open-already`, `people/illegal-change` */
  start(actor: Actor, tenant: TenantId, person: PersonId, reason: string): Promise<RecoveryInfo>;
  /** @throws IdentityError `recovery/unknown`, `recovery/own`, `recovery/approved-already`, `recovery/approver-too-new`,
   *  `recovery/illegal-step` */
  approve(actor: Actor, tenant: TenantId, id: string, askToSign: () => Promise<SignDecision>): Promise<Approval>;
  /** @throws IdentityError `recovery/unknown`, `recovery/illegal-step` */
  refuse(actor: Actor, tenant: TenantId, id: string): Promise<RecoveryInfo>;
  /** The owner says that it wasn't them, or that they found another way. Nothing happens when none is under way. */
  cancelOwn(actor: Actor, tenant: TenantId, person: PersonId): Promise<void>;
  /** Begins the way by code. @param linkOf makes the mail's link of a ticket */
  startByCode(
    organisation: Organisation | undefined,
    claim: RecoveryClaim,
    origin: Origin,
    linkOf: (ticket: string) => string,
  ): Promise<{ readonly kind: "mailed" } | RecoveryRefusal>;
  /** Looks at a link. That of a mail is confirmed by it. */
  present(ticket: string, origin: Origin): Promise<RecoveryTicketInfo | RecoveryRefusal>;
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

export function createRecovery(ports: RecoveryPorts): Recovery {
  const { database, keyring, now, recordEvent } = ports;

  return {
    selfService: ports.mailer.configured,
    approve: (actor, tenant, id, askToSign) => approveRecovery(ports, actor, tenant, id, askToSign),
    startByCode: (organisation, claim, origin, linkOf) => startByCode(ports, organisation, claim, origin, linkOf),
    begin: (ticket, otherHalf, origin) => beginRecovery(ports, ticket, otherHalf, origin),

    async list(tenant) {
      const vault = await keyring.vault(tenant);
      const db = database.tenant(tenant);
      const people = new Map((await readPeople(db, tenant)).map((row) => [row.person, row]));
      return (await readRecoveries(db, tenant, now() - listedMilliseconds)).flatMap((row) => {
        const person = people.get(row.person);
        return person === undefined ? [] : [infoOf(vault, row, person.sealed_profile, now())];
      });
    },

    async openOf(tenant, person) {
      const db = database.tenant(tenant);
      const rows = await readOpenRecoveries(db, tenant, person);
      const open = rows.find((row) => isOpen(stateOf(row, now())));
      const owner = open && (await readPerson(db, tenant, person));
      return open && owner && infoOf(await keyring.vault(tenant), open, owner.sealed_profile, now());
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
        return infoOf(vault, row, held.sealed_profile, now());
      });
    },

    refuse: (actor, tenant, id) =>
      changeRecovery(ports, { tenant, id }, async (tx, { vault, row, person, subject }) => {
        const next = { ...row, state: stepRecovery(row.state, "refuse") };
        await storeRecovery(tx, tenant, next);
        // Whoever is enrolling at this moment holds a step that would still lead in.
        await storePerson(tx, tenant, { ...person, credential_epoch: person.credential_epoch + 1 });
        await recordEvent(tx, tenant, { act: "recovery-refused", at: now(), actor, subject, detail: row.way });
        return infoOf(vault, next, person.sealed_profile, now());
      }),

    async cancelOwn(actor, tenant, person) {
      await database.transaction(tenant, async (tx) => {
        for (const row of await holdOpenRecoveries(tx, tenant, person)) {
          const state = stateOf(row, now());
          if (recoveryTransitions[state].cancel === undefined) continue;
          await storeRecovery(tx, tenant, { ...row, state: stepRecovery(state, "cancel") });
          await recordEvent(tx, tenant, { act: "recovery-cancelled", at: now(), actor, detail: row.way });
        }
      });
    },

    async present(text, origin) {
      const opened = await openTicket(ports, text);
      if (opened === undefined) return recoveryOver;
      const row = opened.holder === "mail" ? await confirmMail(ports, opened, origin) : opened.row;
      const state = stateOf(row, now());
      if (!isOpen(state)) return recoveryOver;
      const { way, until } = row;
      const readyAt = row.ready_at ?? undefined;
      const organisation = opened.organisation.name;
      return { kind: "ticket", way, state, readyAt, until, organisation, needsOtherHalf: way === "people" };
    },
  };
}
