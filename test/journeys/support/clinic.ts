import type { BuiltInRoleId } from "../../../src/custody/access/index.ts";
import type { FhirResource } from "../../../src/foundation/fhir/index.ts";
import type { TenantId } from "../../../src/foundation/kernel/index.ts";
import type { Serving } from "../../../src/serve.ts";
import { anImporter } from "../../support/house.ts";
import { originalOf } from "../../support/originals.ts";
import { type Account, addAccount } from "./account.ts";
import { type Installation, type InstallationOptions, anInstallation } from "./installation.ts";
import { type PatientRecords, aFullChart } from "./records.ts";

/** An organisation at work, as it would be some days after its set-up: one full chart, and people with accounts. */
export interface Clinic extends Installation {
  readonly organisation: TenantId;
  readonly patient: PatientRecords;
  /** Gives somebody an account with password and authenticator. @param patient whose record it opens: "Patient/…" */
  account(role: BuiltInRoleId, given: string, family: string, patient?: string): Promise<Account>;
}

export async function aClinic(options: InstallationOptions = {}): Promise<Clinic> {
  const patient = aFullChart();
  // What is recorded of a day changes with the day.
  const name = `clinic_${new Date().toISOString().slice(0, 10).replaceAll("-", "_")}`;
  const copyOf = await originalOf(name, (serving) => found(serving, patient));
  const installation = await anInstallation({ ...options, copyOf });
  const [founded] = await installation.serving().house.identity.organisations.all();
  if (founded === undefined) throw new Error("the clinic isn't there");
  const organisation = founded.tenant;
  return {
    ...installation,
    organisation,
    patient,
    account: (role, given, family, patientOf) => {
      const { origin, serving } = installation;
      return addAccount({ origin, house: serving().house }, { organisation, role, given, family, patient: patientOf });
    },
  };
}

async function found({ house: { keyring, identity, chart } }: Serving, patient: PatientRecords): Promise<void> {
  const organisation = await keyring.createTenant({
    name: "Harbour Physiotherapy",
    shortName: "harbour",
    demonstration: false,
  });
  identity.organisations.forgetRemembered();
  const { refused } = await chart.importTogether(
    anImporter(organisation),
    patient.entries.map(({ resource, fullUrl }) => ({ resource: resource as FhirResource, fullUrl })),
  );
  if (refused.length > 0) throw new Error(`${refused.length} records were refused`);
}
