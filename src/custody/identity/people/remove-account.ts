import { randomBytes32 } from "../../../foundation/crypto/index.ts";
import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { forgetCredentials } from "../candidates/index.ts";
import { type Actor, holdPerson, openProfile, sealProfile } from "../person/index.ts";
import { deleteSessionsOf } from "../sessions/index.ts";
import { deleteTraces, emptyPerson, noteRemoval } from "./account-removal-table.ts";
import type { PeoplePorts } from "./people.ts";

export interface AccountRemoval {
  readonly actor: Actor;
  readonly tenant: TenantId;
  readonly id: PersonId;
  /** Why it goes, for the ledger: "30 days after its end (house/account)". */
  readonly why: string;
  /** Milliseconds since 1970: an account that ended later, or hasn't, stays. Absent: whatever its standing, because it was removed once. */
  readonly endedBefore?: number | undefined;
  /** Asked in the transaction that removes; true: it stays. @param patient who signed in with it, "Patient/<id>" */
  forbids(tx: Transaction, patient: string | undefined): Promise<boolean>;
}

/** Destroys what an account holds, and leaves its id: entries, signatures and decisions name it by that, and have the name of then themselves.
 *  @returns false where it stays, or was removed already */
export async function removeAccount(ports: PeoplePorts, removal: AccountRemoval): Promise<boolean> {
  const { actor, tenant, id, why, endedBefore, forbids } = removal;
  const vault = await ports.keyring.vault(tenant);
  const at = ports.now();
  const removed = await ports.database.transaction(tenant, async (tx) => {
    const row = await holdPerson(tx, tenant, id);
    if (row === undefined || row.removed_at !== null) return false;
    if (endedBefore !== undefined && (row.ended_at === null || row.ended_at > endedBefore)) return false;
    const { patient } = openProfile(vault, id, row.sealed_profile);
    if (await forbids(tx, patient)) return false;
    await deleteSessionsOf(tx, tenant, id);
    await forgetCredentials(tx, tenant, id);
    await deleteTraces(tx, tenant, row);
    const stub = stubOf(id);
    await emptyPerson(tx, tenant, {
      person: id,
      username_token: randomBytes32(),
      sealed_profile: sealProfile(vault, id, stub),
      ended_at: row.ended_at ?? at,
      removed_at: at,
    });
    await noteRemoval(tx, tenant, id, at);
    // By its id alone: the entries of before name it, for as long as they are kept.
    await ports.recordEvent(tx, tenant, {
      act: "account-removed",
      at,
      actor,
      subject: { kind: "person", id, name: `${stub.given} ${stub.family}` },
      detail: why,
    });
    return true;
  });
  if (removed) ports.sessions.forgetRemembered();
  return removed;
}

/** What stands where a name stood. */
function stubOf(id: PersonId) {
  const short = id.slice(0, 8);
  return { username: `removed-${id}`, given: "Removed account", family: short };
}
