import { setTimeout as sleep } from "node:timers/promises";
import {
  type Billing,
  type BillingPorts,
  type BillingSettings,
  type BillingRulePorts,
  billingRules,
  openBilling,
  openPapers,
  type PaperPorts,
  type Papers,
} from "./care/billing/index.ts";
import { orderRule } from "./care/orders/index.ts";
import {
  type ExpensePorts,
  type Expenses,
  type ExpenseSettings,
  cashOutOf,
  expenseRule,
  openExpenses,
} from "./care/expenses/index.ts";
import type { OnlinePayments } from "./care/payments/index.ts";
import {
  type CurrentAppointment,
  type LiveBoards,
  type RebuildingPorts,
  type Scheduling,
  type SchedulingPorts,
  appointmentRule,
  dropPastPlaces,
  openLiveBoards,
  openScheduling,
  practitionerRoleRule,
  rebuildPlaces,
} from "./care/scheduling/index.ts";
import { therapyObservationRule } from "./care/treatment/index.ts";
import type { WriteRules } from "./custody/chart/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import { type OpenVersion, type RecordReader, resourceIn } from "./custody/records/index.ts";
import { type FhirResource, typeNumber } from "./foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { joinRules } from "./join-rules.ts";
import { billingPorts } from "./wire-billing.ts";
import { expensePorts } from "./wire-expenses.ts";
import { type OnlineParts, wirePayments, withOnlinePayments } from "./wire-payments.ts";

interface ClinicParts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "vault">;
  /** Rules are asked before anybody reads: what they see of the house's own records, or count of appointments, is told to nobody. */
  readonly records: Pick<RecordReader, "currentAll" | "newest" | "newestAfter" | "search" | "version">;
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  /** Where this server answers FHIR. Absent: references to it are to another's. */
  readonly address?: string | undefined;
  /** Absent: as organisations have it that never said. */
  readonly billing?: ((tenant: TenantId) => Promise<BillingSettings>) | undefined;
  /** Who could make a program of an organisation's do something. Absent: it has none. */
  readonly keepersOf?: BillingRulePorts["keepersOf"];
  readonly expenses?: ((tenant: TenantId) => Promise<ExpenseSettings>) | undefined;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** What the clinic's work lays down about records, and what keeps it true. */
export interface Clinic {
  readonly rules: WriteRules;
  /** Tells open pages of what was written: told by the chart after each commit. */
  readonly boards: LiveBoards;
  /** The desk's work, through a chart that obeys the rules. */
  scheduling(chart: SchedulingPorts["chart"]): Scheduling;
  /** The desk's work with money, likewise. */
  billing(chart: BillingPorts["chart"]): Billing;
  /** And what of it goes on paper. */
  papers(ports: Pick<PaperPorts, "chart" | "print" | "house" | "witness">): Papers;
  expenses(chart: ExpensePorts["chart"]): Expenses;
  /** Payment on a provider's pages, likewise. */
  payments(parts: Omit<OnlineParts, "billing" | "money"> & { readonly chart: BillingPorts["chart"] }): OnlinePayments;
  /** Builds what the rules keep beside the records anew. */
  rebuild(tenant: TenantId): Promise<void>;
  /** Lets go of the places of days that are over, now and every few hours. */
  keepPlaces(tenants: () => Promise<readonly TenantId[]>): () => Promise<void>;
}

const pageLength = 500;

function resourceOf({ deleted, body }: OpenVersion): FhirResource | undefined {
  return deleted ? undefined : resourceIn(body);
}

/** Gives the rules of the clinic what they stand on. */
export function wireClinic(parts: ClinicParts): Clinic {
  const { db, keyring, records, timeZone, now, onFailure } = parts;
  const ports: RebuildingPorts = {
    db,
    blinding: async (tenant) => (await keyring.vault(tenant)).blind,
    async directory(tenant, ids, within) {
      const found = ids.length === 0 ? [] : await records.currentAll(tenant, [...new Set(ids)], within);
      const known = new Map<ResourceId, FhirResource>();
      for (const version of found) {
        const resource = version.patient === undefined ? resourceOf(version) : undefined;
        if (resource !== undefined) known.set(version.id, resource);
      }
      return known;
    },
    async *everyAppointment(tenant) {
      for (let after: ResourceId | undefined; ; ) {
        const page = await records.newestAfter(tenant, after, pageLength);
        after = page.at(-1)?.id;
        if (after === undefined) return;
        yield page.filter(({ type }) => type === "Appointment").map(appointmentOf);
      }
    },
    async newestAppointment(tenant, id, within) {
      const newest = await records.newest(tenant, id, within);
      return newest?.type === "Appointment" ? appointmentOf(newest) : { id, resource: undefined };
    },
    timeZone,
    address: parts.address,
    now,
  };
  const receiving = billingPorts(parts);
  const spending = expensePorts(receiving, parts.expenses);
  const money = { ...receiving, cashOut: cashOutOf(spending) };
  const expenses = (chart: ExpensePorts["chart"]) => openExpenses({ ...spending, chart });
  const billing = (chart: BillingPorts["chart"]) =>
    openBilling({ ...money, chart, cashOutSeen: expenses(chart).cashOutSeen });
  const ofBilling = billingRules(money);
  return {
    rules: {
      ...ofBilling,
      PaymentNotice: withOnlinePayments(money, ofBilling.PaymentNotice),
      Contract: expenseRule(spending),
      Appointment: joinRules([appointmentRule(ports)]),
      PractitionerRole: practitionerRoleRule,
      Observation: therapyObservationRule,
      ServiceRequest: orderRule,
    },
    boards: openLiveBoards({
      ...ports,
      appointmentType: typeNumber("Appointment"),
      async former(tenant, { id, version }) {
        const found = await records.version(tenant, id, version - 1);
        return found && resourceOf(found);
      },
      onFailure,
      every(milliseconds, work) {
        const timer = setInterval(work, milliseconds);
        timer.unref();
        return () => clearInterval(timer);
      },
    }),
    scheduling: (chart) => openScheduling({ ...ports, chart }),
    papers: (papers) => openPapers({ ...money, ...papers }),
    billing,
    expenses,
    payments: (parts) => wirePayments({ ...parts, billing: billing(parts.chart), money }),
    rebuild: (tenant) => rebuildPlaces(ports, tenant),
    keepPlaces(tenants) {
      const stopped = new AbortController();
      const kept = keepDropping(
        async () => {
          for (const tenant of await tenants()) await dropPastPlaces(ports, tenant);
        },
        stopped.signal,
        onFailure,
      );
      return async () => {
        stopped.abort();
        await kept;
      };
    },
  };
}

function appointmentOf(version: OpenVersion): CurrentAppointment {
  return { id: version.id, resource: resourceOf(version) };
}

const betweenMilliseconds = 3 * 3_600_000;

async function keepDropping(
  drop: () => Promise<void>,
  stopped: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<void> {
  while (!stopped.aborted) {
    await drop().catch(onFailure);
    await sleep(betweenMilliseconds, undefined, { signal: stopped, ref: false }).catch(() => undefined);
  }
}
