import { type Rights, openRights } from "./assurance/rights/index.ts";
import { patientLabelOf } from "./care/governance/index.ts";
import { type Chart, ChartError } from "./custody/chart/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { Ledger } from "./custody/ledger/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import { type FhirResource, parseResourceText } from "./foundation/fhir/index.ts";
import type { Clock, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";

export interface RightsParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "append">;
  readonly chart: Pick<Chart, "read">;
  readonly now: Clock;
  readonly onAltered: (tenant: TenantId, id: string) => void;
}

/** Gives people's requests about their own records what they stand on. */
export function wireRights({ db, keyring, ledger, chart, now, onAltered }: RightsParts): Rights {
  return openRights({
    db,
    now,
    newId: randomUuid,
    vault: (tenant) => keyring.vault(tenant),
    onAltered,
    async record(tx, tenant, { action, at, caller, why, detail, patient }) {
      const { kind, id, name, role, from, requestId, purpose } = caller;
      const entry = {
        action,
        at,
        actor: { kind, id, name, role },
        why,
        detail,
        from,
        requestId,
        purpose,
        resources: [`Patient/${patient}`],
        count: 1,
      };
      await ledger.append(tx, tenant, [{ entry, patient }]);
    },
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
  });
}
