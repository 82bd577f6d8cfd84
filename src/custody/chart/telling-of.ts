import {
  type FhirResource,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  reverseFilter,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, type TenantId, isUuid } from "../../foundation/kernel/index.ts";
import type { OpenVersion } from "../records/index.ts";
import type { ChartPorts } from "./ports.ts";
import type { Target } from "./read.ts";
import { parse } from "./sight.ts";

type Records = ChartPorts["records"];

const together = 50;
const mostOfThese = 2_000;

/** What tells of a patient's records and isn't under the patient's key: Provenances that point to them, files that one of their versions
 *  points to. What is another patient's is theirs. */
export async function tellingOf(
  records: Records,
  tenant: TenantId,
  patient: ResourceId,
  ids: ReadonlySet<ResourceId>,
): Promise<readonly Target[]> {
  const along = new Map<ResourceId, Target>();
  const all = [...ids];
  for (let from = 0; from < all.length; from += together) {
    const versions = await records.newestAll(tenant, all.slice(from, from + together));
    const own = versions.filter((version) => version.patient === patient);
    const files = (await Promise.all(own.map((version) => filesOf(records, tenant, version)))).flat();
    const others = await records.newestAll(tenant, [...new Set(files)]);
    for (const version of [...(await vouchingFor(records, tenant, own)), ...others])
      if (version.patient === undefined || version.patient === patient)
        along.set(version.id, { type: version.type, id: version.id });
  }
  return [...along.values()].filter(({ id }) => !ids.has(id));
}

async function vouchingFor(
  records: Records,
  tenant: TenantId,
  targets: readonly Target[],
): Promise<readonly OpenVersion[]> {
  if (targets.length === 0) return [];
  const found = await records.search(tenant, {
    type: "Provenance",
    filters: [reverseFilter("Provenance", "target", targets)],
    see: (version) => ({ version, resource: parse(version) }),
    ids: undefined,
    from: 0,
    before: Number.MAX_SAFE_INTEGER,
    limit: mostOfThese,
  });
  return found.map(({ version }) => version);
}

/** A file that an earlier version named is no less part of the record. */
async function filesOf(
  records: Records,
  tenant: TenantId,
  { id, version, deleted, ...last }: OpenVersion,
): Promise<readonly ResourceId[]> {
  const named = deleted ? [] : namedIn(parse({ id, version, deleted, ...last }));
  for (let belowVersion = version; belowVersion > 1; ) {
    const page = await records.historyOf(tenant, { id, belowVersion, limit: together });
    named.push(...page.flatMap((one) => (one.deleted ? [] : namedIn(parse(one)))));
    belowVersion = page.length < together ? 0 : (page.at(-1)?.version ?? 0);
  }
  return named;
}

/** Ids after "Binary/", wherever the record says so. */
export function namedIn(value: FhirResource | JsonValue | undefined): ResourceId[] {
  if (typeof value === "string") {
    const id = /^Binary\/([0-9a-f-]{36})(?:\/_history\/\d+)?$/.exec(value)?.[1];
    return id !== undefined && isUuid(id) ? [id as ResourceId] : [];
  }
  if (isJsonArray(value)) return value.flatMap(namedIn);
  return isJsonObject(value) ? Object.values(value).flatMap(namedIn) : [];
}
