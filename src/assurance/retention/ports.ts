import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Vault } from "./holds/hold.ts";
import type { RetentionSettings } from "./settings.ts";

export interface RetentionAct {
  readonly action: "hold-placed" | "hold-lifted";
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly why: string;
  readonly detail: string;
}

export interface RetentionPorts {
  readonly db: Database;
  readonly chart: Pick<Chart, "survey">;
  readonly vault: (tenant: TenantId) => Promise<Vault>;
  readonly settings: (tenant: TenantId) => Promise<RetentionSettings>;
  /** Writes the act into the ledger, in the transaction that it witnesses: both happen, or neither. */
  readonly record: (tx: Transaction, caller: Caller, act: RetentionAct) => Promise<void>;
  readonly now: Clock;
}
