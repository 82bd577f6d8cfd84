import { restrictionsInForce } from "./assurance/rights/index.ts";
import type { Restrictions } from "./custody/access/index.ts";
import { type ChartPorts, toRestrict } from "./custody/chart/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database, Transaction } from "./foundation/platform/database/index.ts";

export interface RestrictionParts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly records: ChartPorts["records"];
  readonly log: { readonly error: (error: unknown, message: string) => void };
}

/** What is restricted in an organisation now, for whoever decides about access and whoever is about to destroy. */
export type RestrictionSource = (tenant: TenantId, within?: Transaction) => Promise<Restrictions>;

export function restrictionSource({ db, keyring, records, log }: RestrictionParts): RestrictionSource {
  const told = new Set<string>();
  return (tenant, within) =>
    restrictionsInForce(
      {
        db,
        vault: (of) => keyring.vault(of),
        chart: { toRestrict: (of, patient, wanted) => toRestrict({ records }, of, patient, wanted) },
        // Each snapshot meets it again.
        onAltered(of, request) {
          if (told.has(`${of}|${request}`)) return;
          told.add(`${of}|${request}`);
          log.error(
            new Error(`restriction ${request} of organisation ${of}`),
            "a restriction was altered or taken away in the database: it holds until somebody writes it anew",
          );
        },
      },
      tenant,
      within,
    );
}

/** Why a patient's record can't be destroyed; undefined where what is restricted of it outlives that.
 *  @param staying records that do: "Observation/<id>" */
export function restrictionInWords(
  { of }: Restrictions,
  patient: ResourceId,
  staying: readonly string[] = [],
): string | undefined {
  const restriction = of.get(patient);
  if (restriction === undefined) return undefined;
  const kept = new Set(staying.map((record) => record.split("/")[1]));
  const isKept = !restriction.whole && [...restriction.records].every((id) => kept.has(id));
  return isKept ? undefined : "something of this record is restricted (Article 18): that has to be lifted first";
}
