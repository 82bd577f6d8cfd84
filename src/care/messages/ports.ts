import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Chart } from "../../custody/chart/index.ts";

/** Somebody who works here. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly jobTitle?: string | undefined;
}

export interface StaffRole {
  readonly id: string;
  readonly name: string;
}

/** What messages stand on. */
export interface MessagesPorts {
  readonly chart: Pick<Chart, "read" | "search" | "create" | "seenAmong">;
  /** Reads as the caller, and notes nothing: for a number. */
  readonly rehearsal: Pick<Chart, "search">;
  /** Who may sign in and works here: no patients, families or vendors. */
  readonly colleagues: (tenant: TenantId) => Promise<readonly Colleague[]>;
  readonly roles: (tenant: TenantId) => Promise<readonly StaffRole[]>;
}
