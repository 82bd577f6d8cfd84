import { type Minor } from "../../foundation/money/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { BillingRulePorts, TillDay } from "./ports.ts";

/** What the desk's work with money stands on: the chart, as the caller, and no more of the rules' own sight than settings and the clock. */
export interface BillingPorts extends Pick<BillingRulePorts, "settings" | "timeZone" | "now"> {
  readonly chart: Pick<Chart, "search" | "read" | "create" | "update" | "transact">;
  /** As `cashOut` of the rules, of what this caller sees. */
  readonly cashOutSeen?: ((caller: Caller, at: TillDay) => Promise<Minor>) | undefined;
}
