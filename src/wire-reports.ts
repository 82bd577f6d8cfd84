import {
  type BillingSettings,
  amountText,
  chargeFigure,
  currencyOf,
  earnedOf,
  invoiceFigure,
  packageFigure,
  paymentFigure,
  readDues,
} from "./care/billing/index.ts";
import type { ExpenseSettings } from "./care/expenses/index.ts";
import { type Reports, openReports } from "./care/reports/index.ts";
import {
  absencesIn,
  instantAt,
  localDay,
  localMinute,
  openWorkingTimes,
  readPlaces,
  visitOf,
} from "./care/scheduling/index.ts";
import { asRole } from "./custody/access/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { LedgerWriter } from "./custody/ledger/index.ts";
import type { RecordReader } from "./custody/records/index.ts";
import { type FhirResource, parseStoredText, typeNumber } from "./foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { reportExpenses } from "./wire-report-expenses.ts";
import { setImmediate as nextTurn } from "node:timers/promises";

interface ReportsParts {
  readonly db: Database;
  /** Decides and reads as the chart does, and notes nothing: what was asked is witnessed here. */
  readonly rehearsal: Pick<Chart, "read" | "search">;
  /** Of the directory alone: what is about nobody. */
  readonly records: Pick<RecordReader, "currentAll">;
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

/** Gives reports the calendar's and the books' own arithmetic. */
export function wireReports(parts: ReportsParts): Reports {
  const { db, rehearsal, records, ledger, timeZone, billing, now } = parts;
  const chart = {
    ...rehearsal,
    create: writesNothing,
    update: writesNothing,
    delete: writesNothing,
    transact: writesNothing,
  };
  const directory = async (tenant: TenantId, ids: readonly ResourceId[]) => {
    const found = ids.length === 0 ? [] : await records.currentAll(tenant, [...new Set(ids)]);
    return new Map<ResourceId, FhirResource>(
      found
        .filter(({ patient, deleted }) => patient === undefined && !deleted)
        .map(({ id, body }) => [id, parseStoredText(body.toString()) as FhirResource]),
    );
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
        async dues(viewer, branch) {
          const { total, patients } = await readDues({ chart, settings: billing, timeZone, now }, viewer, branch);
          return { total, patients: patients.length };
        },
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
