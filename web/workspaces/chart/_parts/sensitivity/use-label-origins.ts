import { useQuery } from "@tanstack/react-query";
import type { SensitivityList } from "../../../../../contract/index.ts";
import { fhir, matches, nextPage, type Resource } from "../../../../app/api.ts";
import { originOf, type WriteEvent, writerOf } from "./label-origins.ts";

const mostVersions = 100;
/** Between a version's own time and its entry in the ledger: a busy server may take a while. */
const longestWriteMs = 60_000;

/** Since when a label stands as it does, and who saw to that. */
export type LabelOrigin = { readonly since: string; readonly by: string | undefined };

type Asked = {
  readonly record: Resource;
  readonly list: SensitivityList;
  readonly patientId: string;
  /** Whether the person may read who did what in this record. */
  readonly seesAccesses: boolean;
};

/** How each label came to stand as it does, by its code. Asked for only when somebody wants to know: it is a look at the record's past. */
export function useLabelOrigins({ record, list, patientId, seesAccesses }: Asked, enabled: boolean) {
  const { resourceType, id = "", meta } = record;
  return useQuery({
    queryKey: ["label-origins", resourceType, id, meta?.versionId],
    enabled,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const bundle = await fhir.page<Resource>(
        `/fhir/${resourceType}/${encodeURIComponent(id)}/_history?_count=${mostVersions}`,
        { signal },
      );
      const versions = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
      const history = { versions, isWhole: nextPage(bundle) === undefined };
      const found = list.categories.flatMap(({ code }) => {
        const version = originOf(code, history, list);
        return version?.meta?.lastUpdated === undefined ? [] : [{ code, version, since: version.meta.lastUpdated }];
      });
      const writers = new Map<string, Promise<string | undefined>>();
      const writer = (version: Resource, since: string) => {
        const known = writers.get(since) ?? writerAt({ version, since, patientId, signal });
        writers.set(since, known);
        return known;
      };
      const origins = await Promise.all(
        found.map(async ({ code, version, since }) => {
          const by = seesAccesses ? await writer(version, since) : undefined;
          return [code, { since, by }] as const;
        }),
      );
      return new Map<string, LabelOrigin>(origins);
    },
  });
}

type Write = {
  readonly version: Resource;
  readonly since: string;
  readonly patientId: string;
  readonly signal: AbortSignal;
};

/** Undefined too where the ledger doesn't say: pruned, or one of very many that were written together. */
async function writerAt({ version, since, patientId, signal }: Write): Promise<string | undefined> {
  const until = new Date(Date.parse(since) + longestWriteMs).toISOString();
  const bundle = await fhir.search<WriteEvent>(
    "AuditEvent",
    { patient: patientId, action: "C,U", date: [`ge${since}`, `le${until}`], _count: 200 },
    { signal },
  );
  return writerOf(version, matches(bundle));
}
