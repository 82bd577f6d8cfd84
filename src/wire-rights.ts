import { type Rights, type RightsPorts, openRights } from "./assurance/rights/index.ts";
import { patientLabelOf } from "./care/governance/index.ts";
import { type Chart, ChartError } from "./custody/chart/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { Ledger } from "./custody/ledger/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import { type FhirResource, parseResourceText } from "./foundation/fhir/index.ts";
import type { Clock, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { entryAbout, lookAtPatient } from "./look-at-patient.ts";

export interface RightsParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "append" | "witness">;
  readonly chart: Pick<Chart, "read">;
  readonly now: Clock;
  readonly onAltered: (tenant: TenantId, id: string) => void;
}

/** So that who alters ever more rows fills neither memory nor log. */
const mostTold = 10_000;

/** People's requests about their own records. */
export function wireRights(parts: RightsParts): Rights {
  return openRights(rightsPortsOf(parts));
}

/** What they stand on. */
export function rightsPortsOf({ db, keyring, ledger, chart, now, onAltered }: RightsParts): RightsPorts {
  const told = new Set<string>();
  return {
    db,
    now,
    newId: randomUuid,
    vault: (tenant) => keyring.vault(tenant),
    // Once, however often such a row is met.
    onAltered(tenant, id) {
      if (told.has(id) || told.size >= mostTold) return;
      told.add(id);
      onAltered(tenant, id);
    },
    async record(tx, tenant, { caller, patient, ...act }) {
      await ledger.append(tx, tenant, [{ entry: entryAbout(caller, patient, act), patient }]);
    },
    witnessLook: (caller, patients, why) => lookAtPatient({ ledger, now }, caller, patients, why),
    async patientLabel(caller, patient) {
      try {
        const { value } = await chart.read(caller, { type: "Patient", id: patient });
        return patientLabelOf(parseResourceText(value.body.toString()) as FhirResource);
      } catch (error) {
        if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
          return undefined;
        throw error;
      }
    },
  };
}
