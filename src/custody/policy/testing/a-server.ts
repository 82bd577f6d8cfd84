import type { House, Process } from "../../../../test/people/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Caller, RoleId } from "../../access/index.ts";
import type { Chart } from "../../chart/index.ts";
import { type Basics, type Policy, type PolicyEvent, type PolicySettings, openPolicy } from "../index.ts";

/** A server process as it is composed: the chart labels and tells, and callers are what policy says of them. */
export interface Server {
  readonly policy: Policy;
  readonly chart: Chart;
  /** Decides and reads as the chart does, and notes nothing. */
  readonly rehearsal: Chart;
  /** The caller, with what policy says of them at this moment. */
  as(caller: Caller, basics?: Partial<Basics>): Promise<Caller>;
  /** Where a patient is known, as row-level security sees it. */
  placesOf(tenant: TenantId, patient: string): Promise<readonly string[]>;
  readonly events: PolicyEvent[];
  readonly failures: unknown[];
}

export function aServer(
  house: Pick<House, "now">,
  { db, keyring, records, chartWith }: Process,
  more: {
    readonly people?: ReadonlyMap<RoleId, number>;
    readonly settings?: () => Promise<PolicySettings>;
  } = {},
): Server {
  const events: PolicyEvent[] = [];
  const failures: unknown[] = [];
  const policy = openPolicy({
    db,
    keyring,
    source: records,
    now: house.now,
    recordEvent: async (_tx, _tenant, event) => void events.push(event),
    peopleByRole: async () => more.people ?? new Map(),
    settings: more.settings,
    onFailure: (error) => failures.push(error),
  });
  const unwitnessed = { append: () => Promise.reject(new Error("writes nothing")), witness: () => Promise.resolve([]) };
  return {
    policy,
    chart: chartWith({ policy }),
    rehearsal: chartWith({ policy, ledger: unwitnessed }),
    async as(caller, basics = {}) {
      const { tenant, id, role } = caller;
      const facts = await policy.facts({ tenant, kind: "person", id, role, ...basics });
      return { ...caller, ...facts, permissions: caller.permissions };
    },
    placesOf: async (tenant, patient) => {
      const rows = await db.tenant(tenant).query<{ facility: string }>(
        `select p.facility from wardbook.patient_facility p
         join wardbook.data_key k on k.tenant = p.tenant and k.key_no = p.key_no where k.subject = $1 order by 1`,
        [patient],
      );
      return rows.map(({ facility }) => facility);
    },
    events,
    failures,
  };
}
