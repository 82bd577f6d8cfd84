import { type PersonId, type Secret, type TenantId, isUuid, parsePersonId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { RoleId } from "../../access/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { forgetCredentials } from "../candidates/index.ts";
import { openLocks } from "../lockout/index.ts";
import { newTemporaryPassword, sealPassword, storeCredential } from "../passwords/index.ts";
import {
  type Actor,
  type IdentityAct,
  IdentityError,
  type Person,
  type PersonProfile,
  type PersonRow,
  displayName,
  holdPeople,
  openProfile,
  personSubject,
  readPerson,
  sealProfile,
  stepLifecycle,
  storePerson,
} from "../person/index.ts";
import { startApproved } from "../recovery/index.ts";
import { deleteSessionsOf, unproveSessionsOf } from "../sessions/index.ts";
import type { PeoplePorts } from "./people.ts";
import { type RoleApproval, expectRoleChange } from "./role-change.ts";

/** What an administrator may change of a person, in any combination that makes sense. */
export interface PersonChange {
  readonly role?: RoleId | undefined;
  /** `ended` ends access at once; `active` restores somebody who had ended. */
  readonly state?: "active" | "ended" | undefined;
  /** Issue another temporary password, to somebody who never signed in. */
  readonly resetCredentials?: true | undefined;
  /** Null takes the address away. */
  readonly email?: string | null | undefined;
  readonly facilities?: readonly string[] | undefined;
  /** FHIR reference of the practitioner resource that speaks of them; null: none. */
  readonly practitioner?: string | null | undefined;
  readonly unlock?: true | undefined;
  /** The request, of somebody else, that changing the role approves. */
  readonly approval?: RoleApproval | undefined;
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
  const issued = (await needsPassword(ports, tenant, id, change)) ? newTemporaryPassword() : undefined;
  const phc = issued && (await ports.passwords.hash(issued));
  const vault = await ports.keyring.vault(tenant);
  const at = ports.now();

  await ports.database.transaction(tenant, async (tx) => {
    const acting = actor.kind === "person" && isUuid(actor.id) ? parsePersonId(actor.id) : id;
    const held = await holdPeople(tx, tenant, [id, acting]);
    const row = held.get(id);
    if (row === undefined) throw new IdentityError("people/unknown", "there is no such person");
    if (row.removed_at !== null)
      throw new IdentityError("people/illegal-change", "this account was removed: whoever comes back gets a new one");
    refuseLateActor(actor, held.get(acting));
    const profile = openProfile(vault, id, row.sealed_profile);
    refuseOwnAccess(actor, row, profile, change);
    // They may have come in for the first time while the password was being made.
    if (phc !== undefined && row.last_sign_in_at !== null) throw recoveryNeeded();
    const subject = personSubject({ ...profile, id });
    const record = (act: IdentityAct, detail?: string) =>
      ports.recordEvent(tx, tenant, { act, at, actor, subject, detail });

    const role = {
      from: roleBefore(row, change),
      to: change.state === "ended" ? undefined : (change.role ?? row.role),
    };
    if (role.from !== role.to && !(row.state === "ended" && change.state !== "active"))
      await expectRoleChange(ports, tx, tenant, {
        ...role,
        actor,
        person: id,
        personName: displayName(profile),
        approval: change.approval,
      });

    let next = await changeProfile(vault, row, change, record);
    if (change.state === "ended") next = await endAccess(tx, tenant, { ...next, ended_at: at }, record);
    if (change.state === "active" && phc === undefined) {
      const state = stepLifecycle(next.state, "restored");
      next = { ...next, state, ended_at: null, credential_epoch: next.credential_epoch + 1 };
      await record("person-restored");
      await startApproved(ports, tx, { tenant, person: id, vault, actor, subject, at, reason: "restored" });
    }
    if (phc !== undefined) {
      const sealed = sealPassword(vault, id, { phc, temporary: true, former: [] });
      next = await issueCredentials(tx, { tenant, row: next, sealed, at, record, restore: change.state === "active" });
    }
    if (change.unlock === true || phc !== undefined)
      for (const factor of await openLocks(tx, tenant, row.username_token, at)) await record("unlocked", factor);
    if (change.role !== undefined && change.role !== row.role) {
      next = { ...next, role: change.role };
      await unproveSessionsOf(tx, tenant, id);
      await record("role-changed", `${row.role} to ${change.role}`);
    }
    await storePerson(tx, tenant, next);
  });
  return issued;
}

/** Whoever is restored gets their role anew. */
function roleBefore(row: PersonRow, { state }: PersonChange): RoleId | undefined {
  return row.state === "ended" && state === "active" ? undefined : row.role;
}

type RecordAct = (act: IdentityAct, detail?: string) => Promise<void>;

// Else an organisation could lock itself out, or an administrator could shed the role that their acts were done in.
function refuseOwnAccess(
  actor: Actor,
  row: PersonRow,
  { facilities, practitioner }: PersonProfile,
  change: PersonChange,
): void {
  const demotes = change.role !== undefined && change.role !== row.role;
  const moves = change.facilities !== undefined && !sameSet(change.facilities, facilities ?? []);
  const relates = change.practitioner !== undefined && (change.practitioner ?? undefined) !== practitioner;
  if (actor.kind === "person" && actor.id === row.person && (demotes || moves || relates || change.state === "ended")) {
    throw new IdentityError("people/own-access", "you can't end or change your own access; ask another administrator");
  }
}

// Two who end or demote each other at the same moment would leave nobody: the second is somebody who may no longer.
function refuseLateActor(actor: Actor, row: PersonRow | undefined): void {
  if (row === undefined || actor.kind !== "person") return;
  if (row.state === "ended" || (actor.role !== undefined && actor.role !== row.role))
    throw new IdentityError("people/own-access", "your own access was changed meanwhile: sign in again");
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return new Set([...one, ...other]).size === new Set(one).size && new Set(one).size === new Set(other).size;
}

async function endAccess(tx: Transaction, tenant: TenantId, row: PersonRow, record: RecordAct): Promise<PersonRow> {
  const state = stepLifecycle(row.state, "ended");
  await deleteSessionsOf(tx, tenant, row.person);
  await forgetCredentials(tx, tenant, row.person);
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
  await forgetCredentials(tx, tenant, row.person);
  await storeCredential(tx, owner, { factor: "password", sealed, changed_at: at });
  await record(restore ? "person-restored" : "credentials-reset");
  return { ...row, state, ended_at: null, credential_epoch: row.credential_epoch + 1 };
}

// One administrator alone must not be able to put themselves in another's place: whoever signed in once comes back by a recovery.
async function needsPassword(
  ports: PeoplePorts,
  tenant: TenantId,
  id: PersonId,
  change: PersonChange,
): Promise<boolean> {
  if (change.resetCredentials !== true && change.state !== "active") return false;
  const row = await readPerson(ports.database.tenant(tenant), tenant, id);
  const signedInOnce = row !== undefined && row.last_sign_in_at !== null;
  if (signedInOnce && change.resetCredentials === true) throw recoveryNeeded();
  return !signedInOnce;
}

function recoveryNeeded(): IdentityError {
  return new IdentityError(
    "people/recovery-needed",
    "whoever signed in once gets back by a recovery that two people approve",
  );
}

async function changeProfile(
  vault: TenantVault,
  row: PersonRow,
  change: PersonChange,
  record: RecordAct,
): Promise<PersonRow> {
  const former = openProfile(vault, row.person, row.sealed_profile);
  const email = change.email === undefined ? former.email : (change.email ?? undefined);
  const facilities = change.facilities === undefined ? former.facilities : change.facilities;
  const practitioner = change.practitioner === undefined ? former.practitioner : (change.practitioner ?? undefined);
  const changed = [
    ...(practitioner === former.practitioner ? [] : [`speaks as ${practitioner ?? "no practitioner"}`]),
    ...(email === former.email ? [] : ["mail address"]),
    ...(change.facilities === undefined ? [] : ["facilities"]),
  ];
  if (changed.length > 0) await record("person-changed", changed.join(", "));
  const kept = facilities === undefined || facilities.length === 0 ? undefined : facilities;
  // Whom they acted for in one role is nobody's record to open in another.
  const openRecord = change.role === undefined || change.role === row.role ? former.openRecord : undefined;
  if (changed.length === 0 && openRecord === former.openRecord) return row;
  const profile = { ...former, email, practitioner, facilities: kept, openRecord };
  return { ...row, sealed_profile: sealProfile(vault, row.person, profile) };
}
