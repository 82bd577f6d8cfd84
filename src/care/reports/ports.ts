import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Minor } from "../../foundation/money/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";

/** A current record as whoever counts sees it. */
export interface Counted {
  readonly id: ResourceId;
  readonly resource: FhirResource;
}

export interface Stretch {
  readonly from: number;
  readonly until: number;
}

export interface Named {
  readonly id: ResourceId;
  readonly name: string;
}

/** A day of the organisation, from its midnight to the next. */
export interface WholeDay extends Stretch {
  readonly day: string;
}

export interface Visit {
  readonly patient: ResourceId | undefined;
  readonly branch: ResourceId | undefined;
  readonly therapist: ResourceId | undefined;
  readonly status: string;
  readonly start: number;
  readonly end: number;
  readonly arrivedAt: number | undefined;
  readonly startedAt: number | undefined;
  readonly reason: string | undefined;
}

/** The clinic's places, and what the calendar makes of appointments there. */
export interface Clinic {
  readonly timeZone: string;
  readonly branches: readonly Named[];
  readonly therapists: readonly Named[];
  readonly visitOf: (record: Counted) => Visit | undefined;
  /** When a day begins. */
  readonly midnightOf: (day: string) => number;
  /** Which hour its clocks show, 0 to 23. */
  readonly hourOf: (at: number) => number;
  /** When a therapist works. @param only one branch; undefined: all */
  readonly workingTimes: (
    caller: Caller,
    stretch: Stretch,
    only: ResourceId | undefined,
  ) => Promise<(therapist: ResourceId, day: WholeDay) => readonly Stretch[]>;
}

/** What an issued invoice adds to what was invoiced; of a credit note all is negative. */
export interface InvoiceFigure {
  readonly patient: ResourceId | undefined;
  readonly branch: ResourceId | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly net: Minor;
  readonly tax: Minor;
  /** The invoice that this credit note credits. */
  readonly credits: ResourceId | undefined;
  readonly lines: readonly {
    readonly charge: ResourceId | undefined;
    readonly text: string;
    readonly net: Minor;
  }[];
}

/** New money that came in, or with a minus what was given back. What is taken from an advance was counted as that came. */
export interface PaymentFigure {
  readonly patient: ResourceId | undefined;
  readonly branch: ResourceId | undefined;
  readonly at: number;
  readonly money: Minor;
}

/** Sessions that were sold. */
export interface PackageFigure {
  readonly patient: ResourceId | undefined;
  readonly sessions: number;
  readonly invoice: ResourceId | undefined;
  /** The package that its sessions were another patient's in. */
  readonly from: ResourceId | undefined;
  /** Its last day. */
  readonly until: string | undefined;
  readonly state: "active" | "frozen" | "ended";
}

/** Something that was done: the session of a package, where it is one. */
export interface ChargeFigure {
  readonly patient: ResourceId | undefined;
  readonly at: number;
  readonly text: string;
  readonly appointment: ResourceId | undefined;
  readonly package: ResourceId | undefined;
}

/** What was spent in some days, and in as many before. */
export interface Expenses {
  readonly currency: string;
  readonly total: string;
  readonly before: string;
  readonly categories: readonly { readonly id: string; readonly name: string; readonly amount: string }[];
  readonly branches: readonly { readonly id: string; readonly name: string; readonly amount: string }[];
}

/** The books' own arithmetic in one currency. */
export interface Money {
  readonly currency: string;
  readonly invoiceOf: (record: Counted) => InvoiceFigure | undefined;
  readonly paymentOf: (record: Counted) => PaymentFigure | undefined;
  readonly packageOf: (record: Counted) => PackageFigure | undefined;
  readonly chargeOf: (record: Counted) => ChargeFigure | undefined;
  /** What of a price its used sessions come to. */
  readonly earnedOf: (price: Minor, sessions: number, used: number) => Minor;
  readonly text: (amount: Minor) => string;
  /** What is owed now, by age. */
  readonly dues: (
    caller: Caller,
    branch: ResourceId | undefined,
  ) => Promise<{ readonly total: Readonly<Record<DueAge | "all", string>>; readonly patients: number }>;
}

export const dueAges = ["d30", "d60", "d90", "more"] as const;
export type DueAge = (typeof dueAges)[number];

/** Kept for the organisation's ledger: what was asked, and nothing that was found. */
export interface ReportAct {
  readonly action: "report-made" | "export";
  readonly detail: string;
}

export interface ReportsPorts {
  readonly db: Database;
  /** Decides and reads as the chart does, and notes nothing: nothing of any record leaves, and `witness` tells what was asked. */
  readonly chart: Pick<Chart, "search">;
  readonly clinic: (caller: Caller) => Promise<Clinic>;
  readonly money: (tenant: TenantId) => Promise<Money>;
  /** Undefined where the caller may see none. Absent: the house keeps no expenses. */
  readonly expenses?:
    | ((
        caller: Caller,
        clinic: Pick<Clinic, "branches">,
        of: { readonly now: Stretch; readonly before: Stretch },
        branch: ResourceId | undefined,
      ) => Promise<Expenses | undefined>)
    | undefined;
  /** Durable before anybody is answered. */
  readonly witness: (caller: Caller, act: ReportAct) => Promise<void>;
  readonly typeNumber: (type: ResourceType) => number;
  readonly now: Clock;
  /** Lets others have the thread. */
  readonly pause: () => Promise<void>;
}
