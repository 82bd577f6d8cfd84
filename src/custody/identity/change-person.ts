import type { PersonId, Secret, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { RoleName } from "../access/index.ts";
import { deleteCredentials, storeCredential } from "./credential-table.ts";
import type { Actor, IdentityAct } from "./event.ts";
import { personSubject } from "./event.ts";
import { IdentityError } from "./identity-error.ts";
import { stepLifecycle } from "./lifecycle.ts";
import { unlock } from "./lock-machine.ts";
import { holdLock, storeLock } from "./lock-table.ts";
import { sealPassword } from "./passwords.ts";
import type { PeoplePorts } from "./people.ts";
import { openProfile } from "./person.ts";
import type { Person } from "./person.ts";
import { holdPerson, storePerson } from "./person-table.ts";
import type { PersonRow } from "./person-table.ts";
import { deleteSessionsOf } from "./session-table.ts";
import { newTemporaryPassword } from "./temporary-password.ts";

/** What an administrator may change of a person, in any combination that makes sense. */
export interface PersonChange {
  readonly role?: RoleName | undefined;
  /** `ended` ends access at once; `active` restores somebody who had ended. */
  readonly state?: "active" | "ended" | undefined;
  /** Issue a temporary password and forget the second factor. */
  readonly resetCredentials?: true | undefined;
  readonly unlock?: true | undefined;
}

export interface ChangedPerson {
  readonly person: Person;
  readonly temporaryPassword?: Secret<string> | undefined;
}

interface Change {
  readonly actor: Actor;
  readonly tenant: TenantId;
  readonly id: PersonId;
  readonly change: PersonChange;
}

/** @returns the temporary password, when one was issued */
export async function changePerson(
  ports: PeoplePorts,
  { actor, tenant, id, change }: Change,
): Promise<Secret<string> | undefined> {
  const issued = change.resetCredentials === true || change.state === "active" ? newTemporaryPassword() : undefined;
  const phc = issued && (await ports.passwords.hash(issued));
  const vault = await ports.keyring.vault(tenant);
  const at = ports.now();

  await ports.database.transaction(tenant, async (tx) => {
    const row = await holdPerson(tx, tenant, id);
    if (row === undefined) throw new IdentityError("people/unknown", "there is no such person");
    refuseOwnAccess(actor, row, change);
    const subject = personSubject({ ...openProfile(vault, id, row.sealed_profile), id });
    const record = (act: IdentityAct, detail?: string) =>
      ports.recordEvent(tx, tenant, { act, at, actor, subject, detail });

    let next = row;
    if (change.state === "ended") next = await endAccess(tx, tenant, next, record);
    if (phc !== undefined) {
      const sealed = sealPassword(vault, id, { phc, temporary: true, former: [] });
      next = await issueCredentials(tx, { tenant, row: next, sealed, at, record, restore: change.state === "active" });
    }
    if (change.unlock === true || phc !== undefined) await openLocks(tx, { tenant, row, at, record });
    if (change.role !== undefined && change.role !== row.role) {
      next = { ...next, role: change.role };
      await record("role-changed", `${row.role} to ${change.role}`);
    }
    await storePerson(tx, tenant, next);
  });
  return issued;
}

type RecordAct = (act: IdentityAct, detail?: string) => Promise<void>;

// Else an organisation could lock itself out, or an administrator could shed the role that their acts were done in.
function refuseOwnAccess(actor: Actor, row: PersonRow, change: PersonChange): void {
  const demotes = change.role !== undefined && change.role !== row.role;
  if (actor.kind === "person" && actor.id === row.person && (demotes || change.state === "ended")) {
    throw new IdentityError("people/own-access", "you can't end or change your own access; ask another administrator");
  }
}

async function endAccess(tx: Transaction, tenant: TenantId, row: PersonRow, record: RecordAct): Promise<PersonRow> {
  const state = stepLifecycle(row.state, "ended");
  await deleteSessionsOf(tx, tenant, row.person);
  await deleteCredentials(tx, { tenant, person: row.person }, ["password", "pending-password", "totp"]);
  await record("person-ended");
  return { ...row, state, credential_epoch: row.credential_epoch + 1 };
}

interface Issue {
  readonly tenant: TenantId;
  readonly row: PersonRow;
  readonly sealed: Buffer;
  readonly at: number;
  readonly record: RecordAct;
  readonly restore: boolean;
}

async function issueCredentials(
  tx: Transaction,
  { tenant, row, sealed, at, record, restore }: Issue,
): Promise<PersonRow> {
  const state = stepLifecycle(row.state, restore ? "restored" : "credentials-reset");
  const owner = { tenant, person: row.person };
  await deleteSessionsOf(tx, tenant, row.person);
  await deleteCredentials(tx, owner, ["pending-password", "totp"]);
  await storeCredential(tx, owner, { factor: "password", sealed, changed_at: at });
  await record(restore ? "person-restored" : "credentials-reset");
  return { ...row, state, credential_epoch: row.credential_epoch + 1 };
}

async function openLocks(
  tx: Transaction,
  {
    tenant,
    row,
    at,
    record,
  }: { readonly tenant: TenantId; readonly row: PersonRow; readonly at: number; readonly record: RecordAct },
): Promise<void> {
  for (const factor of ["password", "totp"] as const) {
    const key = { tenant, factor, subject: row.username_token };
    const held = await holdLock(tx, key, at);
    if (held.state === "open") continue;
    await storeLock(tx, key, unlock(held));
    await record("unlocked", factor);
  }
}
