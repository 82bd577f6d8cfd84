import { openGovernance, openGrantSource, patientFinder } from "../../src/care/governance/index.ts";
import type { TestGovernance } from "../../src/care/governance/testing/a-governance.ts";
import { openPolicy } from "../../src/custody/policy/index.ts";
import type { TenantId } from "../../src/foundation/kernel/index.ts";
import type { Process } from "../people/index.ts";

/** A server process as it is composed: policy is made of records and of exceptional grants. */
export function exceptionalServer(it: TestGovernance, { db, keyring, records, chartWith }: Process) {
  const { now } = it.house;
  const vault = (tenant: TenantId) => keyring.vault(tenant);
  const grants = openGrantSource({ db, vault, now, onForgery: () => undefined });
  const policy = openPolicy({
    db,
    keyring,
    source: records,
    now,
    recordEvent: async () => undefined,
    peopleByRole: async () => new Map(),
    grants: grants.grantsOf,
    onFailure: (error) => it.failures.push(error),
  });
  const chart = chartWith({ policy });
  const governance = openGovernance({
    ...it.ports,
    db,
    findPatients: patientFinder(chart),
    grantsChanged: policy.changing,
    forgetGrants: policy.forget,
  });
  return { policy, chart, governance };
}
