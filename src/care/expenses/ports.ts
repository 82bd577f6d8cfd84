import { type Currency } from "../../foundation/money/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Kept } from "./budget.ts";
import type { ExpenseSettings } from "./settings.ts";

/** A number of a series, as `take` takes it: in the transaction that writes what bears it. */
export interface NextNumber {
  readonly value: string;
  readonly take: (tx: Transaction) => Promise<void>;
}

/** What a branch's vouchers share with its other books. Each throws RuleOvertaken where somebody else was first. */
export interface BranchBooks {
  /** The turn to write of a branch's budget: ended by whoever writes next. */
  turn(tenant: TenantId, branch: ResourceId): Promise<(tx: Transaction) => Promise<void>>;
  nextNumber(tenant: TenantId, branch: ResourceId): Promise<NextNumber>;
  /** Money goes out of the till today, or comes back. @throws ChartError `chart/against-rule` where the day is cashed up */
  countOnTill(tenant: TenantId, branch: ResourceId): Promise<(tx: Transaction) => Promise<void>>;
}

/** What the rules of expenses stand on. They see every voucher, whoever asks, and tell nobody of any. */
export interface ExpenseRulePorts {
  readonly books: BranchBooks;
  /** The current contracts that a search finds, whoever may see them: not witnessed, for nobody is told. */
  readonly find: (tenant: TenantId, pairs: readonly (readonly [string, string])[]) => Promise<readonly Kept[]>;
  /** Current records of these ids. */
  readonly current: (tenant: TenantId, ids: readonly ResourceId[]) => Promise<ReadonlyMap<ResourceId, FhirResource>>;
  readonly settings: (tenant: TenantId) => Promise<ExpenseSettings>;
  readonly currency: (tenant: TenantId) => Promise<Currency>;
  /** IANA name of the zone whose days the organisation means. */
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  readonly now: Clock;
}

/** What the desk's work with expenses stands on: the chart, as the caller. */
export interface ExpensePorts extends Pick<ExpenseRulePorts, "settings" | "currency" | "timeZone" | "now"> {
  readonly chart: Pick<Chart, "search" | "read" | "create" | "update">;
}

/** Who does something with a voucher, as the rule needs to know them. */
export type Actor = Pick<Caller, "id" | "name" | "permissions">;
