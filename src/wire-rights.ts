import { type Rights, type RightsPorts, openRights } from "./assurance/rights/index.ts";
import { patientLabelOf } from "./care/governance/index.ts";
import type { Caller } from "./custody/access/index.ts";
import { type Chart, ChartError } from "./custody/chart/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import type { Ledger } from "./custody/ledger/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import { randomUuid } from "./foundation/crypto/index.ts";
import { type FhirResource, parseResourceText } from "./foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { entryAbout, lookAtPatient } from "./look-at-patient.ts";

export interface RightsParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<Ledger, "append" | "witness">;
  readonly chart: Pick<Chart, "read" | "toRestrict" | "readRestricted">;
  readonly policy?: Pick<Policy, "changing" | "forget"> | undefined;
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
export function rightsPortsOf({ db, keyring, ledger, chart, policy, now, onAltered }: RightsParts): RightsPorts {
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
    async record(tx, tenant, { caller, patient, resources, ...act }) {
      const entry = entryAbout(caller, patient, act);
      const touched = resources === undefined ? entry : { ...entry, resources, count: resources.length };
      await ledger.append(tx, tenant, [{ entry: touched, patient }]);
    },
    chart,
    async restrictionsChange(tx, tenant) {
      await policy?.changing(tx, tenant);
    },
    restrictionsChanged: (tenant) => policy?.forget(tenant),
    witnessLook: (caller, patients, why) => lookAtPatient({ ledger, now }, caller, patients, why),
    async patientLabel(caller, patient) {
      const found = await readPatientFor(chart, caller, patient);
      return found && patientLabelOf(found);
    },
  };
}

/** The patient's own resource, as far as the caller sees it; for an officer also where all of the record is restricted, because whose
 *  request it is has to be known to answer it. */
export async function readPatientFor(
  chart: Pick<Chart, "read" | "readRestricted">,
  caller: Caller,
  id: ResourceId,
): Promise<FhirResource | undefined> {
  const target = { type: "Patient", id } as const;
  const found =
    (await unlessGone(chart.read(caller, target))) ??
    (caller.permissions.has("rights.manage")
      ? await unlessGone(
          chart.readRestricted(
            caller,
            { ...target, patient: id },
            "as officer for requests: to see whose request it is",
          ),
        )
      : undefined);
  return found && (parseResourceText(found.value.body.toString()) as FhirResource);
}

async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      return undefined;
    throw error;
  }
}
