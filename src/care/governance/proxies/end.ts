import type { Caller } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type Actor, actorOf } from "../act.ts";
import { alteredWords } from "../altered.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks, openTask } from "../tasks/open-task.ts";
import { readSealed, sealNote } from "./opened.ts";
import { type ProxyRow, readProxy } from "./proxy-table.ts";
import { holdRegistered, storeSealed } from "./registered.ts";
import { stepProxy } from "./state.ts";
import { tellPatient } from "./tell-patient.ts";

export interface ProxyEnding {
  readonly by: "an officer" | "the patient" | "who acted";
  readonly note?: string | undefined;
}

const day = 86_400_000;

/** Ends it at once, with the sessions of who acted. One that was altered is ended too. @throws GovernanceError `proxy/unknown`, `proxy/illegal-change` */
export async function endProxy(
  ports: GovernancePorts,
  caller: Caller,
  id: string,
  { by, note }: ProxyEnding,
): Promise<void> {
  const { tenant } = caller;
  const found = await readProxy(ports.db.tenant(tenant), tenant, id);
  if (found === undefined) throw new GovernanceError("proxy/unknown", "there is no such authority");
  stepProxy(found.state, "end");
  const alongside = async (tx: Transaction) => {
    const row = await holdRegistered(ports, tx, tenant, id);
    if (row === undefined) throw new GovernanceError("proxy/unknown", "there is no such authority");
    const { altered } = await endHeld(ports, tx, tenant, row, {
      actor: actorOf(caller),
      why: note ?? `ended by ${by}`,
      endedBy: by === "an officer" ? caller.name : by,
      note,
    });
    if (altered || by === "the patient")
      await openTask(ports, tx, tenant, {
        kind: "proxy-ended",
        about: id,
        // Another RelatedPerson than its own may have been closed with it: put back, it would open the record again.
        title: altered
          ? "An authority that was altered in the database was ended: see that no RelatedPerson of the patient is active without one"
          : "A patient ended somebody’s authority to act for them: see whether anything is to be done",
        dueAt: ports.now() + 7 * day,
      });
  };
  const relatedPerson = found.related_person;
  const endsOn = new Date(ports.now()).toISOString().slice(0, 10);
  if (relatedPerson === null) await ports.db.transaction(tenant, alongside);
  else await ports.proxies.closeRelatedPerson(tenant, actorOf(caller), { id: relatedPerson, endsOn, alongside });
  ports.forgetGrants(tenant);
  await ports.endSessions(tenant, found.person);
  if (by !== "the patient") await tellPatient(ports, tenant, found.patient, "ended");
}

/** Ends one that is held, also one that was altered, and says whether it was. */
export async function endHeld(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  row: ProxyRow,
  ending: {
    readonly actor: Actor;
    readonly why: string;
    readonly endedBy: string;
    readonly note?: string | undefined;
    readonly endedAt?: number;
  },
): Promise<{ readonly altered: boolean }> {
  const { actor, why, endedBy, note, endedAt } = ending;
  const at = ports.now();
  const vaults = { staff: await ports.vault(tenant), patient: await ports.patientVault(tenant, row.patient) };
  const { staff } = readSealed(ports, tenant, vaults, row);
  const next = { ...row, state: stepProxy(row.state, "end"), ended_at: Math.min(endedAt ?? at, row.until) };
  const said = {
    ...(staff ?? { recorderName: alteredWords }),
    endedBy,
    sealedNote: sealNote(vaults.patient, row, note),
  };
  await storeSealed(ports, tx, tenant, next, said);
  await finishTasks(ports, tx, tenant, { about: row.id, by: actor, note: "ended" });
  await ports.record(tx, tenant, {
    action: "proxy-ended",
    at,
    actor,
    why,
    detail: `authority ${row.id}`,
    patient: row.patient,
  });
  await ports.grantsChanged(tx, tenant);
  return { altered: staff === undefined };
}
