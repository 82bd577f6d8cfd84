import type { Caller } from "../../../custody/access/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks } from "../tasks/open-task.ts";
import { expectGenuine } from "./genuine.ts";
import type { ProxyWords } from "./opened.ts";
import type { ProxyRow } from "./proxy-table.ts";
import { holdRegistered, storeSealed } from "./registered.ts";
import { stepProxy } from "./state.ts";
import { tellPatient } from "./tell-patient.ts";

/**
 * Says in the record that somebody acts for the patient, then opens it to them. A RelatedPerson that is left without its authority,
 * should the server stop between, opens nothing.
 * @throws GovernanceError `proxy/illegal-change`, `proxy/altered`
 */
export async function putInForce(
  ports: GovernancePorts,
  caller: Caller,
  { id, patient }: ProxyRow,
  {
    words,
    given,
    family,
    by,
  }: {
    readonly words: ProxyWords;
    readonly given: string;
    readonly family: string;
    readonly by: "an officer" | "the patient";
  },
): Promise<void> {
  const { tenant } = caller;
  const { relationship, startsOn, endsOn } = words;
  const actor = actorOf(caller);
  const stated = { patient, given, family, relationship, startsOn, endsOn };
  const relatedPerson = await ports.proxies.makeRelatedPerson(tenant, actor, stated);
  try {
    await ports.db.transaction(tenant, async (tx) => {
      const row = await holdRegistered(ports, tx, tenant, id);
      const { row: held, staff } = await expectGenuine(ports, tenant, row);
      const at = ports.now();
      if (held.until <= at) throw new GovernanceError("proxy/illegal-change", "its last day is over: record it again");
      const next = {
        ...held,
        state: stepProxy(held.state, "confirm"),
        related_person: relatedPerson,
        decider: parsePersonId(caller.id),
        decided_at: at,
      };
      await storeSealed(ports, tx, tenant, next, { ...staff, deciderName: by === "an officer" ? caller.name : by });
      await finishTasks(ports, tx, tenant, { about: id, by: actor, note: "confirmed" });
      await ports.record(tx, tenant, {
        action: "proxy-decided",
        at,
        actor,
        why: `recorded by ${staff.recorderName} (${held.recorder})${by === "an officer" ? "" : ", confirmed by the patient"}`,
        detail: `in force: ${words.personName} (${held.person}), until ${endsOn} (${id})`,
        patient,
      });
      await ports.grantsChanged(tx, tenant);
    });
  } catch (error) {
    await ports.proxies
      .closeRelatedPerson(tenant, actor, { id: relatedPerson, endsOn: startsOn, alongside: async () => undefined })
      .catch(ports.onFailure);
    throw error;
  }
  ports.forgetGrants(tenant);
  await tellPatient(ports, tenant, patient, "begun");
}
