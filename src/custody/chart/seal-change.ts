import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { namersOf, withNamers } from "../access/index.ts";
import type { LedgerAction } from "../ledger/index.ts";
import type { Permit } from "./access.ts";
import type { Change, Changing } from "./change.ts";
import type { Explained } from "./sight.ts";
import { stamp } from "./stamp.ts";
import { ChartError } from "./chart-error.ts";
import { expectFewTokens, expectSmall, keyFor } from "./writing.ts";

/** Asks its rule, puts on its labels and seals it. @throws ChartError */
export async function sealNew(
  { ports, caller, newKeys, namedBy }: Changing,
  change: {
    readonly action: LedgerAction;
    readonly permitted: Permit;
    readonly type: ResourceType;
    readonly id: ResourceId;
    readonly version: number;
    readonly resource: FhirResource;
    readonly explained: Explained;
    readonly previous?: FhirResource | undefined;
  },
): Promise<Change> {
  const { action, permitted, type, id, version, explained } = change;
  const keys = await ports.keyring.keys(caller.tenant);
  const { resource: next, previous } = change;
  const ruled = await ports.rules?.[type]?.({ caller, action, type, id, previous, next });
  const allowed = ruled?.resource ?? next;
  const position = ports.positions();
  const labelled = ports.policy?.label(allowed, previous) ?? allowed;
  const named = type === "Binary" ? asNamed(labelled, { previous, namedBy, action }) : labelled;
  const resource = stamp(named, { type, id, version, position });
  const under = await keyFor(keys, resource, id, newKeys);
  const body = Buffer.from(JSON.stringify(resource));
  expectSmall(body);
  const sealed = ports.records.seal(keys, { type, id, version, position, resource, under });
  expectFewTokens(sealed);
  return {
    action,
    permitted,
    sealed,
    stored: { type, id, version, position, deleted: false, patient: under.subject, body },
    explained,
    resource,
    before: previous,
    alongside: ruled?.alongside,
  };
}

/** So few that naming a large file doesn't fill the disk. */
const mostNamers = 20;

/** A file with the records whose file it is, whatever its writer says of that. @throws ChartError `chart/against-rule` */
function asNamed(
  file: FhirResource,
  {
    previous,
    namedBy = new Set(),
    action,
  }: Pick<Changing, "namedBy"> & { readonly previous: FhirResource | undefined; readonly action: LedgerAction },
): FhirResource {
  const known = new Set(previous === undefined ? [] : namersOf(previous));
  const records = known.union(namedBy);
  if (records.size > Math.max(mostNamers, known.size) && action !== "import")
    throw new ChartError("chart/against-rule", `a file is the file of at most ${mostNamers} records`, {
      path: "Binary",
    });
  return withNamers(file, records);
}
