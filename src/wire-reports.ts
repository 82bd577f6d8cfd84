import { instantAt, localDay, localMinute } from "./foundation/calendar/index.ts";
import { amountText } from "./foundation/money/index.ts";
import {
  type BillingSettings,
  chargeFigure,
  currencyOf,
  earnedOf,
  invoiceFigure,
  packageFigure,
  paymentFigure,
  sumDues,
} from "./care/billing/index.ts";
import type { ExpenseSettings } from "./care/expenses/index.ts";
import { type Reports, openReports } from "./care/reports/index.ts";
import { absencesIn, openWorkingTimes, readPlaces, visitOf } from "./care/scheduling/index.ts";
import { asRole } from "./custody/access/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { LedgerWriter } from "./custody/ledger/index.ts";
import { type FhirResource, typeNumber } from "./foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { reportExpenses } from "./wire-report-expenses.ts";
import { setImmediate as nextTurn } from "node:timers/promises";

interface ReportsParts {
  readonly db: Database;
  /** Decides and reads as the chart does, and notes nothing: what was asked is witnessed here. */
  readonly rehearsal: Pick<Chart, "read" | "search">;
  readonly ledger: Pick<LedgerWriter, "witness">;
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  readonly billing: (tenant: TenantId) => Promise<BillingSettings>;
  /** Absent: expenses aren't reported. */
  readonly expenses?: ((tenant: TenantId) => Promise<ExpenseSettings>) | undefined;
  readonly now: Clock;
}

/** Lets others have the thread. */
const pause = () => nextTurn();
const writesNothing = () => Promise.reject(new Error("figures write nothing"));

function asLocation({ id, branchId }: { readonly id: ResourceId; readonly branchId?: ResourceId }) {
  const partOf = branchId === undefined ? {} : { partOf: { reference: `Location/${branchId}` } };
  const location: FhirResource = { resourceType: "Location", ...partOf };
  return [id, location] as const;
}

/** Gives reports the calendar's and the books' own arithmetic. */
export function wireReports(parts: ReportsParts): Reports {
  const { db, rehearsal, ledger, timeZone, billing, now } = parts;
  const chart = {
    ...rehearsal,
    create: writesNothing,
    update: writesNothing,
    delete: writesNothing,
    transact: writesNothing,
  };
  return openReports({
    db,
    chart,
    now,
    typeNumber,
    pause,
    ...(parts.expenses === undefined
      ? {}
      : { expenses: reportExpenses({ chart, billing, expenses: parts.expenses, pause }) }),
    async clinic(caller) {
      const places = await readPlaces({ chart, timeZone }, caller);
      const zone = places.timeZone;
      const therapists = new Map(places.therapists.map((one) => [one.id, one]));
      const midnights = new Map<string, number>();
      // Whether it is a branch's leave or a room's.
      const directory = () => Promise.resolve(new Map([...places.branches, ...places.rooms].map(asLocation)));
      return {
        timeZone: zone,
        branches: places.branches,
        therapists: places.therapists,
        visitOf: (record) => visitOf(record, places),
        midnightOf(day) {
          const at = midnights.get(day) ?? instantAt(day, 0, zone);
          midnights.set(day, at);
          return at;
        },
        hourOf: (at) => Math.floor(localMinute(at, zone) / 60),
        async workingTimes(viewer, stretch, only) {
          const times = openWorkingTimes(places, await absencesIn({ chart, directory }, viewer, stretch), only);
          return (id, day) => {
            const therapist = therapists.get(id);
            return therapist === undefined ? [] : times(therapist, day);
          };
        },
      };
    },
    async money(tenant) {
      const currency = currencyOf(await billing(tenant));
      const today = localDay(now(), await timeZone(tenant));
      return {
        currency: currency.currency,
        invoiceOf: (record) => invoiceFigure(record, currency),
        paymentOf: (record) => paymentFigure(record, currency),
        packageOf: (record) => packageFigure(record, today),
        chargeOf: chargeFigure,
        earnedOf,
        text: (amount) => amountText(amount, currency.digits),
        dues: (viewer, branch) => sumDues({ chart, settings: billing, timeZone, now }, viewer, branch),
      };
    },
    async witness(caller, { action, detail }) {
      const { kind, id, name, role, from, requestId, purpose } = caller;
      const entry = {
        at: now(),
        action,
        actor: { kind, id, name, role },
        why: asRole(caller) ?? kind,
        from,
        requestId,
        resources: [],
        count: 0,
        detail,
        purpose,
      };
      await ledger.witness(caller.tenant, [{ entry }]);
    },
  });
}
