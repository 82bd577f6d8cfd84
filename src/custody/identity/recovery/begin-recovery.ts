import type { PersonId } from "../../../foundation/kernel/index.ts";
import { type NextStep, askForNewPassword, findCandidate, forgetCredentials } from "../candidates/index.ts";
import { identitySettings } from "../organisation/index.ts";
import { type Origin, signInActor, stepLifecycle, storePerson } from "../person/index.ts";
import { deleteSessionsOf } from "../sessions/index.ts";
import { changeRecovery } from "./change-recovery.ts";
import { deleteFederatedLink } from "./federated-link-table.ts";
import { isOpen } from "./recovery-info.ts";
import { recoveryTransitions, stepRecovery } from "./recovery-machine.ts";
import { type RecoveryRefusal, notReady, recoveryOver, wrongHalf } from "./recovery-refusal.ts";
import { storeRecovery } from "./recovery-table.ts";
import { type OpenTicket, completes, openTicket } from "./recovery-ticket.ts";
import type { RecoveryPorts } from "./recovery.ts";

/** Forgets what proved the person, ends their sessions, and lets them enrol as at a first sign-in. */
export async function beginRecovery(
  ports: RecoveryPorts,
  text: string,
  otherHalf: string | undefined,
  origin: Origin,
): Promise<NextStep | RecoveryRefusal> {
  const opened = await openTicket(ports, text);
  if (opened === undefined) return recoveryOver;
  const { organisation, vault } = opened;
  const { tenant } = opened.ticket;
  const person = await forget(ports, opened, otherHalf, origin);
  if (typeof person !== "string") return person;
  ports.sessions.forgetRemembered();
  const { passwordProfile: profile } = await ports.settings.get(tenant, identitySettings);
  const candidate = await findCandidate(ports.database.tenant(tenant), vault, tenant, person);
  if (candidate === undefined) return recoveryOver;
  const passkeys = ports.passkeyPlace !== undefined;
  return askForNewPassword({ vault, organisation, candidate, now: ports.now(), profile, passkeys });
}

function forget(
  ports: RecoveryPorts,
  opened: OpenTicket,
  otherHalf: string | undefined,
  origin: Origin,
): Promise<PersonId | RecoveryRefusal> {
  const { tenant, recovery: id } = opened.ticket;
  return changeRecovery(ports, { tenant, id }, async (tx, { row, person, details, subject }) => {
    if (recoveryTransitions[row.state].begin === undefined) return isOpen(row.state) ? notReady : recoveryOver;
    if (row.way === "people" && !completes(opened, details, otherHalf)) return wrongHalf;
    if (person.state === "ended") return recoveryOver;
    await forgetCredentials(tx, tenant, row.person);
    // Whoever had their session could have linked an account of their own.
    await deleteFederatedLink(tx, tenant, row.person);
    await deleteSessionsOf(tx, tenant, row.person);
    await storePerson(tx, tenant, {
      ...person,
      state: stepLifecycle(person.state, "credentials-reset"),
      credential_epoch: person.credential_epoch + 1,
    });
    await storeRecovery(tx, tenant, { ...row, state: stepRecovery(row.state, "begin") });
    const event = { act: "recovery-begun", at: ports.now(), actor: signInActor(origin), detail: row.way } as const;
    await ports.recordEvent(tx, tenant, { ...event, subject });
    return row.person;
  });
}
