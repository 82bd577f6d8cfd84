import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { GovernancePorts } from "../ports.ts";
import type { StandingAccount } from "./rights.ts";
import { decidedSince } from "./role-grant-table.ts";

const hour = 3_600_000;
/** Who was let in, or given such rights, an hour ago is nobody's second pair of eyes. */
const approverAgeHours = 24;
/** So long nobody becomes the only one by taking rights from the others. */
const takenHours = 72;

/** Whether somebody has had their account, and their rights over the organisation, long enough to be a second person. */
export async function isSettled(
  ports: Pick<GovernancePorts, "now">,
  tx: Transaction,
  tenant: TenantId,
  account: StandingAccount | undefined,
): Promise<boolean> {
  const since = ports.now() - approverAgeHours * hour;
  if (account === undefined || account.ended || account.addedAt > since) return false;
  const lately = await decidedSince(tx, tenant, since);
  return !lately.some(({ person, state }) => person === account.id && state !== "taken");
}

/** Whether somebody has just taken such rights from others: that there is nobody else is their own doing. */
export async function tookLately(
  ports: Pick<GovernancePorts, "now">,
  tx: Transaction,
  tenant: TenantId,
  actor: string,
): Promise<boolean> {
  const lately = await decidedSince(tx, tenant, ports.now() - takenHours * hour);
  return lately.some(({ state, requester }) => state === "taken" && requester === actor);
}
