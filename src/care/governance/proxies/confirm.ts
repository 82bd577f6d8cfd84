import type { Caller } from "../../../custody/access/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { alteredWords } from "../altered.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks } from "../tasks/open-task.ts";
import { expectGenuine } from "./genuine.ts";
import { readSealed, sealNote } from "./opened.ts";
import { holdRegistered, readRegistered, storeSealed } from "./registered.ts";
import { putInForce } from "./put-in-force.ts";
import { unsuitableAccount } from "./record.ts";
import { stepProxy } from "./state.ts";
import { expectStillAChild } from "./of-age.ts";

/** The second pair of eyes: another officer's, or the patient's own on what they are said to wish. @throws GovernanceError `proxy/unknown`,
 *  `proxy/four-eyes`, `proxy/illegal-change`, `proxy/altered`, `proxy/unsuitable-account`, `proxy/beyond-majority`, `proxy/no-birth-date` */
export async function confirmProxy(
  ports: GovernancePorts,
  caller: Caller,
  id: string,
  by: "an officer" | "the patient",
): Promise<void> {
  const { tenant } = caller;
  const { row } = await expectGenuine(ports, tenant, await readRegistered(ports, tenant, id));
  const decider = parsePersonId(caller.id);
  if (decider === row.recorder || decider === row.person)
    throw new GovernanceError(
      "proxy/four-eyes",
      "somebody other than who recorded it, and whom it is for, confirms it",
    );
  stepProxy(row.state, "confirm");
  const vaults = { staff: await ports.vault(tenant), patient: await ports.patientVault(tenant, row.patient) };
  const { words } = readSealed(ports, tenant, vaults, row);
  if (words === undefined)
    throw new GovernanceError("proxy/altered", "what was recorded can't be read any more: record it again");
  await expectStillAChild(ports, tenant, row, words);
  // Their account may have ended, or got another role, since.
  const who = (await ports.proxies.accounts(tenant)).find((account) => account.id === row.person);
  if (who === undefined) throw unsuitableAccount();
  await putInForce(ports, caller, row, { words, given: who.given, family: who.family, by });
}

/** Who recorded it takes it back; others refuse it. Also what was altered: nothing comes of it. @throws GovernanceError `proxy/unknown`, `proxy/four-eyes`, `proxy/illegal-change` */
export async function refuseProxy(
  ports: GovernancePorts,
  caller: Caller,
  id: string,
  { note, by }: { readonly note: string | undefined; readonly by: "an officer" | "the patient" },
): Promise<void> {
  const { tenant } = caller;
  await ports.db.transaction(tenant, async (tx) => {
    const row = await holdRegistered(ports, tx, tenant, id);
    if (row === undefined) throw new GovernanceError("proxy/unknown", "there is no such authority");
    if (row.person === caller.id)
      throw new GovernanceError("proxy/four-eyes", "nobody decides for whom they act themselves");
    const own = row.recorder === caller.id;
    const vaults = { staff: await ports.vault(tenant), patient: await ports.patientVault(tenant, row.patient) };
    const { staff } = readSealed(ports, tenant, vaults, row);
    const at = ports.now();
    const next = {
      ...row,
      state: stepProxy(row.state, own ? "withdraw" : "refuse"),
      decider: own ? null : parsePersonId(caller.id),
      decided_at: at,
    };
    const sealedNote = sealNote(vaults.patient, row, note);
    const said = {
      recorderName: staff?.recorderName ?? alteredWords,
      deciderName: by === "an officer" ? caller.name : by,
      sealedNote,
    };
    await storeSealed(ports, tx, tenant, next, said);
    await finishTasks(ports, tx, tenant, { about: id, by: actorOf(caller), note: next.state });
    await ports.record(tx, tenant, {
      action: "proxy-decided",
      at,
      actor: actorOf(caller),
      why:
        note ??
        (own ? "taken back by who recorded it" : by === "an officer" ? "not confirmed" : "the patient doesn't wish it"),
      detail: `${next.state} (${id})`,
      patient: row.patient,
    });
  });
}
