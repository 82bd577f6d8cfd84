import { type BillingRulePorts, type BillingSettings, defaultSettings } from "./care/billing/index.ts";
import { ChartError } from "./custody/chart/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import { type OpenVersion, type RecordReader, SearchTooCostly } from "./custody/records/index.ts";
import { type FhirResource, parseSearch, parseStoredText } from "./foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";

interface BillingParts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "vault">;
  /** Rules are asked before anybody reads: what they see is told to nobody. */
  readonly records: Pick<RecordReader, "currentAll" | "search">;
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  /** Absent: as organisations have it that never said. */
  readonly billing?: ((tenant: TenantId) => Promise<BillingSettings>) | undefined;
  readonly keepersOf?: BillingRulePorts["keepersOf"];
  readonly now: Clock;
}

/** More money records than one patient has, or all branches in three days. */
const mostFound = 10_000;

function resourceOf({ body }: OpenVersion): FhirResource {
  return parseStoredText(body.toString()) as FhirResource;
}

/** Gives the rules of money what they stand on. */
export function billingPorts({
  db,
  keyring,
  records,
  timeZone,
  billing,
  keepersOf,
  now,
}: BillingParts): BillingRulePorts {
  return {
    db,
    blinding: async (tenant) => (await keyring.vault(tenant)).blind,
    async find(tenant, type, pairs) {
      const found = await records
        .search(tenant, {
          type,
          filters: parseSearch(type, pairs).filters,
          see: (version) => ({ version, resource: resourceOf(version) }),
          from: 0,
          before: Number.MAX_SAFE_INTEGER,
          limit: mostFound,
        })
        .catch((error: unknown) => {
          if (!(error instanceof SearchTooCostly)) throw error;
          throw new ChartError("chart/too-costly", "these books are longer than one answer can hold", { cause: error });
        });
      return found.map(({ version, resource }) => ({ id: version.id, resource }));
    },
    async current(tenant, ids, within) {
      const found = await records.currentAll(tenant, [...new Set(ids)], within);
      return new Map<ResourceId, FhirResource>(
        found.filter(({ deleted }) => !deleted).map((version) => [version.id, resourceOf(version)]),
      );
    },
    settings: billing ?? (() => Promise.resolve(defaultSettings)),
    timeZone,
    keepersOf,
    now,
  };
}
