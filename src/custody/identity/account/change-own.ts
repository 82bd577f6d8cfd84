import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { type Candidate, findCandidate } from "../candidates/index.ts";
import { type IdentityAct, IdentityError, holdPerson, storePerson } from "../person/index.ts";
import type { AccountHolder, AccountPorts } from "./account.ts";

/** One change of what proves the person: row held, epoch raised, act witnessed. */
export type ChangeOwn = <T>(
  holder: AccountHolder,
  act: IdentityAct,
  detail: string | undefined,
  work: (tx: Transaction, held: { readonly vault: TenantVault; readonly candidate: Candidate }) => Promise<T>,
) => Promise<T>;

export function changeOwn({ database, keyring, now, recordEvent }: AccountPorts): ChangeOwn {
  return async (holder, act, detail, work) => {
    const { tenant, person } = holder.session;
    const vault = await keyring.vault(tenant);
    return database.transaction(tenant, async (tx) => {
      const row = await holdPerson(tx, tenant, person.id);
      const candidate = row && (await findCandidate(tx, vault, tenant, person.id));
      if (row === undefined || candidate === undefined)
        throw new IdentityError("people/unknown", "there is no such person");
      const done = await work(tx, { vault, candidate });
      await storePerson(tx, tenant, { ...row, credential_epoch: row.credential_epoch + 1 });
      await recordEvent(tx, tenant, { act, at: now(), actor: holder.actor, detail });
      return done;
    });
  };
}
