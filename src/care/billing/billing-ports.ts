import type { Chart } from "../../custody/chart/index.ts";
import type { BillingRulePorts } from "./ports.ts";

/** What the desk's work with money stands on: the chart, as the caller, and no more of the rules' own sight than settings and the clock. */
export interface BillingPorts extends Pick<BillingRulePorts, "settings" | "timeZone" | "now"> {
  readonly chart: Pick<Chart, "search" | "read" | "create" | "update" | "transact">;
}
