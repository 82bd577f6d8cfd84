import type { TenantId } from "../../foundation/kernel/index.ts";
import { type AccessReviews, createAccessReviews } from "./access-review/access-reviews.ts";
import { oncePerRow } from "./altered.ts";
import { type BreakGlass, createBreakGlass } from "./break-glass/break-glass.ts";
import { createRefusedAskings } from "./break-glass/refused-askings.ts";
import type { GovernancePorts } from "./ports.ts";
import { noAges } from "./proxies/of-age.ts";
import { type ProgramApprovals, createProgramApprovals } from "./programs/approvals.ts";
import { type Proxies, createProxies } from "./proxies/proxies.ts";
import { type RoleGrants, createRoleGrants } from "./role-grants/role-grants.ts";
import { sweepOnce } from "./sweep.ts";
import { type Tasks, createTasks } from "./tasks/tasks.ts";
import { vendorRegister } from "./vendor-access/register.ts";
import { type VendorAccesses, createVendorAccesses } from "./vendor-access/vendor-access.ts";

/** Access that is an exception, and the eyes on it. */
export interface Governance {
  readonly breakGlass: BreakGlass;
  readonly vendorAccess: VendorAccesses;
  readonly accessReviews: AccessReviews;
  readonly roleGrants: RoleGrants;
  readonly programs: ProgramApprovals;
  readonly proxies: Proxies;
  readonly tasks: Tasks;
  /** Does what only time causes; by itself every half minute once started. */
  sweep(tenant: TenantId): Promise<void>;
  /** Sweeps every organisation until `close`. */
  start(tenants: () => Promise<readonly TenantId[]>): void;
  close(): Promise<void>;
}

const sweepMilliseconds = 30_000;

export function openGovernance(given: GovernancePorts): Governance {
  const ports: GovernancePorts = { ...given, registers: [], onAltered: oncePerRow(given.onAltered) };
  const all: GovernancePorts = { ...ports, registers: [...given.registers, vendorRegister(ports)] };
  const refused = createRefusedAskings(all);
  const kept = { refused, ages: noAges() };
  let sweeper: NodeJS.Timeout | undefined;
  let closing = false;
  let running: Promise<void> | undefined;

  async function sweepAll(tenants: () => Promise<readonly TenantId[]>): Promise<void> {
    for (const tenant of await tenants()) {
      if (closing) return;
      // One organisation's trouble is not the others'.
      await sweepOnce(all, kept, tenant).catch(given.onFailure);
    }
  }

  return {
    breakGlass: createBreakGlass(all, refused),
    vendorAccess: createVendorAccesses(all),
    accessReviews: createAccessReviews(all),
    roleGrants: createRoleGrants(all),
    programs: createProgramApprovals(all),
    proxies: createProxies(all),
    tasks: createTasks(all),
    sweep: (tenant) => sweepOnce(all, kept, tenant),
    start(tenants) {
      const next = () => {
        running ??= sweepAll(tenants)
          .catch(given.onFailure)
          .finally(() => {
            running = undefined;
          });
      };
      next();
      sweeper = setInterval(next, sweepMilliseconds);
    },
    async close() {
      closing = true;
      clearInterval(sweeper);
      await running;
    },
  };
}
