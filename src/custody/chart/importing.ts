import { isResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, ledgerType } from "../access/index.ts";
import { ChartError, notWritable } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";
import { type Named, type Together, idOfName } from "./import-names.ts";
import { RefusedInside, importNamed } from "./import-named.ts";
import {
  type Elsewhere,
  type ImportEntry,
  type ImportOutcome,
  type ImportRefusal,
  refusalOf,
} from "./import-outcome.ts";
import { type Writer } from "./writing.ts";

/** Imports resources that belong together: each that is sound is written, in one transaction, or in several where a rule refuses some in it;
 *  each that is not is told. The caller's permission to import is the surface's to check; what it may write is decided here, type by type.
 *  @throws ChartError `chart/version-conflict`, DatabaseError: what was written until then stays, and is unchanged when it is imported again */
export async function importTogether(
  ports: ChartPorts,
  write: Writer,
  caller: Caller,
  entries: readonly ImportEntry[],
  elsewhere?: Elsewhere,
): Promise<ImportOutcome> {
  const { tenant } = caller;
  const keys = await ports.keyring.keys(tenant);
  const refused: ImportRefusal[] = [];
  const named: Named[] = [];
  const own = new Map<string, string>();
  for (const [index, { resource, fullUrl }] of entries.entries()) {
    const type = resource.resourceType;
    const source = typeof resource.id === "string" ? resource.id : fullUrl;
    const id = idOfName(keys.vault.blind, { type, id: source, fullUrl });
    if (type === ledgerType) refused.push(refusalOf(index, resource, notWritable()));
    else if (typeof type !== "string" || !isResourceType(type) || type === "Bundle") {
      refused.push({
        entry: index,
        resource: "",
        code: "chart/wrong-type",
        path: "resourceType",
        message: "not a resource type that can be stored",
        faults: [],
      });
    } else if (source === undefined || id === undefined) {
      refused.push({
        entry: index,
        resource: type,
        code: "chart/wrong-id",
        path: `${type}.id`,
        message: "an imported resource needs an id or a fullUrl, so that importing it again finds it",
        faults: [],
      });
    } else {
      if (fullUrl !== undefined) own.set(fullUrl, `${type}/${id}`);
      own.set(`${type}/${source}`, `${type}/${id}`);
      named.push({ index, type, id, resource });
    }
  }

  const counts = { created: 0, updated: 0, unchanged: 0 };
  const seen = new Set<ResourceId>();
  const once = named
    .toSorted((a, b) => turnOf(a) - turnOf(b))
    .filter(({ index, id, resource }) => {
      const isFirst = !seen.has(id);
      seen.add(id);
      if (!isFirst)
        refused.push(
          refusalOf(index, resource, new ChartError("chart/duplicate-entry", "another entry has the same id")),
        );
      return isFirst;
    });
  const groups: (readonly Named[])[] = [once];
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    const outcome = await untilWritten(ports, write, caller, { named: group, own, elsewhere });
    if (!(outcome instanceof RefusedInside)) {
      counts.created += outcome.created;
      counts.updated += outcome.updated;
      counts.unchanged += outcome.unchanged;
      refused.push(...outcome.refused);
    } else if (group.length === 1)
      refused.push(...group.map(({ index, resource }) => refusalOf(index, resource, outcome.cause)));
    // The others are sound: by halves, until those that aren't stand alone.
    else groups.unshift(group.slice(0, Math.ceil(group.length / 2)), group.slice(Math.ceil(group.length / 2)));
  }
  return { ...counts, refused: refused.sort((a, b) => a.entry - b.entry) };
}

/** Patients first: what is about them is sealed under their new keys. Files last: they get the labels of what names them. */
function turnOf({ type }: Named): number {
  return type === "Patient" ? 0 : type === "Binary" ? 2 : 1;
}

async function untilWritten(
  ports: ChartPorts,
  write: Writer,
  caller: Caller,
  together: Together,
): Promise<ImportOutcome | RefusedInside> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await importNamed(ports, write, caller, together);
    if (outcome !== "conflict") return outcome;
    if (attempt === 3)
      throw new ChartError(
        "chart/version-conflict",
        "the same records are being written by somebody else: run the import again",
      );
  }
}
