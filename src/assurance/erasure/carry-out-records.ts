import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type ToCarryOut, changed, finish, isSame, reseal, storeResealed } from "./carry-out.ts";
import { ErasureError } from "./erasure-error.ts";
import type { ErasurePorts } from "./ports.ts";

/** Of a patient who stays: what must be kept is sealed anew, all versions of the chosen records go, and the certificate is written, in one transaction.
 *  The keys that sealed them end later, once nothing needs them. @throws ErasureError `erasure/changed`, `erasure/held` */
export async function carryOutRecords(
  ports: ErasurePorts,
  caller: Caller,
  id: string,
  given: ToCarryOut & { readonly staying: readonly string[] },
): Promise<void> {
  const { chart, dropCaches, eraseRecords, requestStands } = ports;
  const { tenant } = caller;
  const { patient, request, fates, standing, staying } = given;
  const resealed = await reseal(ports, caller, { erasure: id, patient, fates });
  const gone = await eraseRecords(tenant, {
    patient,
    ids: fates.map(({ record }) => record.split("/")[1] as ResourceId),
    staying,
    erasure: id,
    async store(tx, { at, keyNos }) {
      if (request !== null && !(await requestStands(tx, tenant, request))) throw changed();
      // Nobody writes any more until this ends; what was written since then would go unseen.
      const now = await chart.newestUnder(tenant, patient, tx);
      if (!isSame(ofThese(now, standing), standing)) throw changed();
      await storeResealed(ports, tx, tenant, resealed);
      await finish(ports, caller, tx, { id, resealed, at, keyNos });
      await dropCaches(tx, tenant);
    },
  });
  switch (gone.kind) {
    case "erased":
      return;
    case "held":
      throw new ErasureError("erasure/held", gone.why);
    case "gone":
      throw changed();
  }
}

/** Of what is under the patient's keys now the records that go: others are written every hour. */
function ofThese(
  all: ReadonlyMap<ResourceId, number>,
  these: ReadonlyMap<ResourceId, number>,
): ReadonlyMap<ResourceId, number> {
  return new Map([...all].filter(([id]) => these.has(id)));
}
