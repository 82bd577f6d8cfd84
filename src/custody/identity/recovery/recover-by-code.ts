import { randomUuid } from "../../../foundation/crypto/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { type Candidate, loadCandidate, loadNobody, locked, nobody } from "../candidates/index.ts";
import { type LockKey, acceptAttempt, keyOf, refuseAttempt, reserveAttempt } from "../lockout/index.ts";
import { type Organisation, identitySettings } from "../organisation/index.ts";
import {
  type Origin,
  displayName,
  personSubject,
  readPersonByToken,
  signInActor,
  usernameToken,
} from "../person/index.ts";
import { hasUnusedCode, hashRecoveryCode, takeCode } from "../second-factors/index.ts";
import { changeRecovery } from "./change-recovery.ts";
import type { Mail } from "./mailer.ts";
import { hashSecret, newMailSecret, sealRecovery, ticketText } from "./recovery-details.ts";
import { stepRecovery } from "./recovery-machine.ts";
import { confirmationMail, waitingMail } from "./recovery-mail.ts";
import { type RecoveryRefusal, recoveryRefused } from "./recovery-refusal.ts";
import { type RecoveryRow, insertRecovery, storeRecovery } from "./recovery-table.ts";
import type { OpenTicket } from "./recovery-ticket.ts";
import type { RecoveryPorts } from "./recovery.ts";
import { clearTheWay } from "./start-recovery.ts";

const minute = 60_000;
const hour = 60 * minute;
/** Source: OWASP ASVS 5.0 V6.5.5. */
const mailMinutes = 10;

export interface RecoveryClaim {
  readonly username: string;
  readonly code: string;
}

/** Takes a recovery code, and sends the mail. The code is only used up when the mail's link is opened. */
export async function startByCode(
  ports: RecoveryPorts,
  organisation: Organisation | undefined,
  claim: RecoveryClaim,
  origin: Origin,
  linkOf: (ticket: string) => string,
): Promise<{ readonly kind: "mailed" } | RecoveryRefusal> {
  if (!ports.mailer.configured || organisation === undefined) return recoveryRefused;
  const { tenant } = organisation;
  const vault = await ports.keyring.vault(tenant);
  const subject = usernameToken(vault, claim.username);
  const key = keyOf(vault, { tenant, factor: "recovery-code", subject, origin });
  const candidate = await candidateOf(ports, tenant, vault, subject);
  const reserved = await reserveAttempt(ports, key, origin, candidate);
  if (reserved.kind === "locked") return locked(reserved.retryAfterSeconds);
  const { codeHash, right } = await check(ports, tenant, vault, candidate, claim.code);
  if (!right || candidate?.email === undefined) {
    const refused = await refuseAttempt(ports, key, origin, candidate);
    return refused.kind === "locked" ? locked(refused.retryAfterSeconds) : recoveryRefused;
  }
  const ticket = await open(ports, { tenant, vault, key, candidate, codeHash, origin });
  if (ticket === undefined) return locked(1);
  await send(ports, confirmationMail({ to: candidate.email, organisation: organisation.name, link: linkOf(ticket) }));
  return { kind: "mailed" };
}

// The same questions to the database, whether or not anybody bears the name.

async function candidateOf(
  ports: RecoveryPorts,
  tenant: TenantId,
  vault: TenantVault,
  subject: Buffer,
): Promise<Candidate | undefined> {
  const db = ports.database.tenant(tenant);
  const row = await readPersonByToken(db, tenant, subject);
  return row === undefined || row.state === "ended"
    ? loadNobody(db, tenant, nobody)
    : loadCandidate(db, vault, tenant, row);
}

async function check(
  ports: RecoveryPorts,
  tenant: TenantId,
  vault: TenantVault,
  candidate: Candidate | undefined,
  code: string,
): Promise<{ readonly codeHash: Buffer; readonly right: boolean }> {
  const person = candidate?.id ?? nobody;
  const codeHash = hashRecoveryCode(vault, person, code);
  return { codeHash, right: await hasUnusedCode(ports.database.tenant(tenant), { tenant, person }, codeHash) };
}

interface Opening {
  readonly tenant: TenantId;
  readonly vault: TenantVault;
  readonly key: LockKey;
  readonly candidate: Candidate;
  readonly codeHash: Buffer;
  readonly origin: Origin;
}

/** @returns the mail's ticket; undefined when the lock fell shut meanwhile */
async function open(ports: RecoveryPorts, opening: Opening): Promise<string | undefined> {
  const { tenant, vault, key, candidate, codeHash, origin } = opening;
  const recovery = randomUuid();
  const secret = newMailSecret();
  const at = ports.now();
  const begun = await ports.database.transaction(tenant, async (tx) => {
    if (!(await acceptAttempt(tx, key, at))) return false;
    await clearTheWay(tx, { tenant, person: candidate.id, way: "code", now: at, replaceMailed: true });
    const sealed = sealRecovery(vault, recovery, {
      startedBy: { id: candidate.id, name: displayName(candidate) },
      approvals: [],
      mailHash: hashSecret(vault, recovery, secret),
      codeHash: codeHash.toString("hex"),
    });
    await insertRecovery(tx, tenant, {
      recovery,
      person: candidate.id,
      way: "code",
      state: "mailed",
      sealed,
      began_at: at,
      ready_at: null,
      until: at + mailMinutes * minute,
    });
    const subject = personSubject(candidate);
    const actor = signInActor(origin);
    await ports.recordEvent(tx, tenant, { act: "recovery-started", at, actor, subject, detail: "recovery code" });
    return true;
  });
  return begun ? ticketText({ tenant, recovery, secret }) : undefined;
}

/** The mail's link was opened: the code counts as used, and the wait begins. Nothing happens when it was before. */
export async function confirmMail(
  ports: RecoveryPorts,
  { ticket, organisation }: OpenTicket,
  origin: Origin,
): Promise<RecoveryRow> {
  const { tenant, recovery: id } = ticket;
  const { recoveryWaitHours, recoveryLinkHours } = await ports.settings.get(tenant, identitySettings);
  const { row, email } = await changeRecovery(ports, { tenant, id }, async (tx, held) => {
    const { row: before, details, profile, subject } = held;
    if (before.state !== "mailed") return { row: before, email: undefined };
    const at = ports.now();
    const readyAt = at + recoveryWaitHours * hour;
    // The code counts once, here and at sign-in together.
    const use = { hash: Buffer.from(details.codeHash ?? "", "hex"), now: at };
    const taken = await takeCode(tx, { tenant, person: before.person }, use);
    const state = stepRecovery(before.state, taken ? "mail-confirmed" : "cancel");
    const until = readyAt + recoveryLinkHours * hour;
    const next = taken ? { ...before, state, ready_at: readyAt, until } : { ...before, state };
    await storeRecovery(tx, tenant, next);
    const act = taken ? "recovery-confirmed" : "recovery-cancelled";
    const detail = taken ? undefined : "the code was used";
    await ports.recordEvent(tx, tenant, { act, at, actor: signInActor(origin), subject, detail });
    return { row: next, email: taken ? profile.email : undefined };
  });
  if (email !== undefined && row.ready_at !== null)
    await send(ports, waitingMail({ to: email, organisation: organisation.name, readyAt: row.ready_at }));
  return row;
}

async function send({ mailer, onFailure }: RecoveryPorts, letter: Mail): Promise<void> {
  await mailer.send(letter).catch(onFailure);
}
