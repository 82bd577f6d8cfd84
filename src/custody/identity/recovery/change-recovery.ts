import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import {
  IdentityError,
  type PersonProfile,
  type PersonRow,
  type Subject,
  holdPerson,
  openProfile,
  personSubject,
} from "../person/index.ts";
import { type RecoveryDetails, openRecovery } from "./recovery-details.ts";
import { stateOf } from "./recovery-info.ts";
import { type RecoveryRow, holdRecovery } from "./recovery-table.ts";
import type { RecoveryPorts } from "./recovery.ts";

/** A recovery and its person, held for a transaction. */
export interface HeldRecovery {
  readonly vault: TenantVault;
  /** Its state is the one that time has made of it. */
  readonly row: RecoveryRow;
  readonly person: PersonRow;
  readonly details: RecoveryDetails;
  readonly profile: PersonProfile;
  readonly subject: Subject;
}

/** Changes a recovery in a transaction. @throws IdentityError `recovery/unknown` */
export async function changeRecovery<T>(
  ports: RecoveryPorts,
  { tenant, id }: { readonly tenant: TenantId; readonly id: string },
  work: (tx: Transaction, held: HeldRecovery) => Promise<T>,
): Promise<T> {
  const vault = await ports.keyring.vault(tenant);
  return ports.database.transaction(tenant, async (tx) => {
    const row = await holdRecovery(tx, tenant, id);
    const person = row && (await holdPerson(tx, tenant, row.person));
    if (row === undefined || person === undefined)
      throw new IdentityError("recovery/unknown", "there is no such recovery");
    const details = openRecovery(vault, id, row.sealed);
    const profile = openProfile(vault, row.person, person.sealed_profile);
    const subject = personSubject({ ...profile, id: row.person });
    const state = stateOf(row, ports.now());
    return work(tx, { vault, row: { ...row, state }, person, details, profile, subject });
  });
}
