import { reverseFilter } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Match, OpenVersion } from "../records/index.ts";
import type { ChartPorts } from "./ports.ts";
import type { Target } from "./read.ts";
import { parse } from "./sight.ts";

/** More signatures than anybody puts on one record. */
const mostSignatures = 200;

/** Provenances with a signature that point to the record, oldest first, whoever may read them. */
export async function signaturesOf(
  { records }: Pick<ChartPorts, "records">,
  tenant: TenantId,
  target: Target,
): Promise<readonly Match<OpenVersion>[]> {
  const found = await records.search(tenant, {
    type: "Provenance",
    filters: [reverseFilter("Provenance", "target", [target])],
    see: (version) => ({ version, resource: parse(version) }),
    ids: undefined,
    from: 0,
    before: Number.MAX_SAFE_INTEGER,
    limit: mostSignatures,
  });
  return found.filter(({ resource }) => resource["signature"] !== undefined).reverse();
}
