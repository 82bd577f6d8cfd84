import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Caller } from "../access/index.ts";
import { permit } from "./access.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { type Target, currentShown } from "./read.ts";
import { parse, show } from "./sight.ts";
import { signaturesOf } from "./signatures-of.ts";
import { witnessed } from "./witnessing.ts";

/** A record with what was signed of it, whole: what it was signed as can't be told from a part. */
export interface Attested {
  readonly current: FhirResource;
  /** Whether the caller sees every field of this version, which may say what no later one does. */
  isShownWhole(version: number): Promise<boolean>;
  /** Provenances with a signature that point to the record, oldest first. */
  readonly signatures: readonly FhirResource[];
  /** An earlier version, or undefined where there was none. */
  version(number: number): Promise<FhirResource | undefined>;
}

/**
 * For whoever may read the record, whatever they may read of provenance: a signature is shown with what it signs. What `judge` answers
 * must tell no more of the record than whether it is as it was signed, and by whom, unless the caller sees all of it.
 * @throws ChartError `chart/not-permitted`, `chart/not-found`, `chart/deleted`
 */
export async function attest<T>(
  ports: ChartPorts,
  caller: Caller,
  target: Target,
  judge: (attested: Attested) => Promise<T>,
): Promise<Witnessing<T>> {
  const { tenant } = caller;
  const permitted = permit(ports, caller, "read", target.type);
  const shown = await currentShown(ports, caller, permitted, target);
  const whole = (await ports.records.version(tenant, target.id, shown.version)) ?? shown;
  const signatures = await signaturesOf(ports, tenant, target);
  const value = await judge({
    current: parse(whole),
    async isShownWhole(number) {
      if (number === whole.version) return whole.body.equals(shown.body);
      const earlier = await ports.records.version(tenant, target.id, number);
      return earlier !== undefined && show(permitted, earlier)?.body.equals(earlier.body) === true;
    },
    signatures: signatures.map(({ resource }) => resource),
    async version(number) {
      const earlier = await ports.records.version(tenant, target.id, number);
      return earlier === undefined || earlier.deleted || earlier.type !== target.type ? undefined : parse(earlier);
    },
  });
  const act = {
    at: ports.now(),
    caller,
    action: "read" as const,
    why: permitted.reason,
    detail: "with its signatures",
  };
  return { value, entryIds: await ports.ledger.witness(tenant, witnessed(act, [shown])) };
}
