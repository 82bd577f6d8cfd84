import type { Caller } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { noteRow } from "../../register/index.ts";
import type { DecidedItem } from "../opened.ts";
import type { RightsPorts, Vault } from "../ports.ts";
import { RightsError } from "../rights-error.ts";
import { type RequestRow, readRequest } from "../rights-table.ts";
import { grantedOf, isArticle18, recordOf } from "./decided-records.ts";
import { type RestrictionWords, sealRestriction } from "./opened.ts";
import { storeRestriction } from "./restriction-table.ts";
import { registerName } from "./standing.ts";

/** What is to be restricted, once it is decided. */
export type Restricting = Pick<RestrictionWords, "patient" | "whole" | "records" | "along">;

/** What granting these items restricts; undefined where it restricts nothing in the chart.
 *  @throws RightsError `rights/unnamed-record` */
export async function toBeRestricted(
  { chart }: Pick<RightsPorts, "chart">,
  tenant: TenantId,
  { kind, law, patient }: Pick<RequestRow, "kind" | "law" | "patient">,
  items: readonly DecidedItem[],
): Promise<Restricting | undefined> {
  if (kind !== "restriction" || !isArticle18(law)) return undefined;
  const named = items.flatMap((item, index) =>
    item.outcome === "granted" ? [{ ...recordOf(item, patient), path: `items[${index}].what` }] : [],
  );
  const targets = named.flatMap((one) => (one.kind === "record" ? [one.target] : []));
  const granted = grantedOf(items, patient);
  const { found, along } = await chart.toRestrict(tenant, patient, { targets, whole: granted.whole });
  for (const one of named) {
    if (one.kind === "words" || (one.kind === "record" && !found.has(one.target.id)))
      throw new RightsError(
        "rights/unnamed-record",
        "name a record of this patient, such as Observation/ and its id, or write: The whole record",
        { path: one.path },
      );
  }
  if (!granted.whole && granted.records.length === 0) return undefined;
  return { patient, ...granted, along: along.map(({ type, id }) => `${type}/${id}`) };
}

/** As `toBeRestricted`, of a request that nobody holds yet. */
export async function restrictingOf(
  ports: Pick<RightsPorts, "db" | "chart">,
  { tenant }: Caller,
  request: string,
  items: readonly DecidedItem[],
): Promise<Restricting | undefined> {
  const row = await readRequest(ports.db.tenant(tenant), tenant, request);
  return row === undefined ? undefined : toBeRestricted(ports, tenant, row, items);
}

/** Restricts, in the transaction in which it is decided. */
export async function placeRestriction(
  ports: RightsPorts,
  caller: Caller,
  tx: Transaction,
  {
    vault,
    request,
    restricting,
  }: {
    readonly vault: Vault;
    readonly request: string;
    readonly restricting: Restricting;
  },
): Promise<void> {
  const { tenant } = caller;
  const at = ports.now();
  const step = { event: "place", at, by: { id: caller.id, name: caller.name } } as const;
  const place = { request, revision: 1 };
  const words: RestrictionWords = { ...restricting, state: "in-force", steps: [step], isRegistered: true };
  await storeRestriction(tx, tenant, { ...place, sealed: sealRestriction(vault, place, words) });
  await noteRow(tx, { vault, tenant, name: registerName }, { id: request, revision: 1 });
  await ports.record(tx, tenant, {
    action: "restriction-placed",
    at,
    caller,
    patient: restricting.patient,
    why: "as officer for requests",
    detail: `under Article 18 (request ${request})`,
    resources: resourcesOf(restricting),
  });
  await ports.restrictionsChange(tx, tenant);
}

/** What the ledger names: whoever doesn't see these isn't told of what was done with them. */
export function resourcesOf({ patient, whole, records }: Restricting): readonly string[] {
  return whole ? [`Patient/${patient}`] : records;
}
