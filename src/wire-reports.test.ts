import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Made,
  anyClinic,
  asked,
  beforeFirst,
  branches,
  first,
  id,
  instant,
  last,
  local,
  zone,
} from "../test/figures/invented-clinic.ts";
import { recordsOf } from "../test/figures/records-of-clinic.ts";
import { slowly } from "../test/figures/slow-figures.ts";
import { type BillingSettings, defaultSettings } from "./care/billing/index.ts";
import type { Report } from "./care/reports/index.ts";
import { roles, type Caller } from "./custody/access/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { wireReports } from "./wire-reports.ts";

const dateOf: Readonly<Record<string, string>> = { date: "start", created: "created" };

/** A chart that looks at everything, and pages by three. */
function chartOf(records: Record<string, object[]>): Pick<Chart, "search" | "read"> {
  return {
    read: () => Promise.reject(new Error("nothing is read")),
    search: (_caller, type, pairs) => {
      const given = new Map<string, string[]>();
      for (const [name, value] of pairs) given.set(name, [...(given.get(name) ?? []), value]);
      const ids = given.get("_id")?.[0]?.split(",");
      const found = (records[type] ?? []).filter((one) => {
        const record = one as Record<string, unknown>;
        if (ids !== undefined && !ids.includes(String(record["id"]))) return false;
        return Object.entries(dateOf).every(([name, element]) =>
          (given.get(name) ?? []).every((value) => {
            const [at, limit] = [Date.parse(String(record[element])), Date.parse(value.slice(2))];
            return value.startsWith("ge") ? at >= limit : at < limit;
          }),
        );
      });
      const from = Number(given.get("_cursor")?.[0] ?? 0);
      const isDirectory =
        dateOf["date"] !== undefined && ["Location", "PractitionerRole", "HealthcareService"].includes(type);
      const until = isDirectory ? found.length : from + 3;
      const matches = found.slice(from, until).map((one) => ({
        id: (one as { id: ResourceId }).id,
        version: 1,
        body: Buffer.from(JSON.stringify(one)),
      }));
      const value = { matches, included: [], next: until < found.length ? String(until) : undefined };
      return Promise.resolve({ value, entryIds: [] }) as never;
    },
  };
}

const owner: Caller = {
  tenant: 1 as unknown as TenantId,
  kind: "person",
  id: id(20, 0),
  name: "Rosa Owner",
  role: "owner",
  scopes: roles.owner.scopes,
  permissions: roles.owner.permissions,
  from: "192.0.2.7",
  requestId: id(21, 0),
};
const settings: BillingSettings = { ...defaultSettings, currency: "INR" };
const quiet = { query: () => Promise.resolve([]) };

async function reportOf(made: Made, branch?: string): Promise<Report> {
  const reports = wireReports({
    db: { tenant: () => quiet } as unknown as Database,
    rehearsal: chartOf(recordsOf(made)),
    ledger: { witness: () => Promise.resolve([]) },
    timeZone: () => Promise.resolve(zone),
    billing: () => Promise.resolve(settings),
    now: () => Date.parse("2026-04-20T10:00:00Z"),
  });
  return reports.make(owner, { ...asked, branch: branch as ResourceId | undefined });
}

const cents = (text: string | null | undefined) => Math.round(Number(text) * 100);
function quickly({ visits, books }: Report, at: "now" | "before") {
  const [part, money] = [visits?.[at], books?.[at].revenue];
  if (part === undefined || money === undefined) throw new Error("an owner sees every part");
  const { attendance, patients: people, waiting, utilisation } = part;
  const { came, missed, cancelled, open } = attendance;
  const { seen, fresh, returning } = people;
  const { count, median, ninety } = waiting;
  const { net, tax, received, refunded, packages, earned, deferred } = money;
  const of = { net, tax, received, refunded, packages, earned, deferred };
  return {
    attendance: { came, missed, cancelled, open },
    patients: { seen, fresh, returning },
    waiting: { count, median, ninety },
    cells: new Map(
      utilisation.cells.map(({ weekday, hour, working, booked }) => [`${weekday} ${hour}`, { working, booked }]),
    ),
    revenue: Object.fromEntries(Object.entries(of).map(([name, text]) => [name, cents(text)])),
    therapists: new Map(money.therapists.map(({ id: whose, amount }) => [whose, cents(amount)])),
  };
}

test("whatever a clinic did, its figures are those of somebody who goes through it row by row, over a change of the clocks too", async () => {
  await fc.assert(
    fc.asyncProperty(anyClinic, fc.constantFrom(undefined, ...branches), async (made, branch) => {
      const found = await reportOf(made, branch);
      expect(quickly(found, "now")).toEqual(slowly(made, first, last, branch));
      expect(quickly(found, "before")).toEqual(slowly(made, beforeFirst, "2026-03-22", branch));
      const money = found.books?.now.revenue;
      for (const rows of [money?.branches, money?.therapists, money?.services])
        expect(rows?.reduce((all, { amount }) => all + cents(amount), 0)).toBe(cents(money?.net));
      const parts = found.books?.now.packages;
      expect(parts?.sold).toBe(
        [parts?.finished, parts?.running, parts?.frozen, parts?.lapsed].reduce<number>(
          (all, one) => all + (one ?? 0),
          0,
        ),
      );
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

test("each enquiry of the days is counted under how it came, those that were a mistake aren't", async () => {
  await fc.assert(
    fc.asyncProperty(anyClinic, async (made) => {
      const { enquiries } = await reportOf(made);
      const here = made.enquiries.filter(({ day, status }) => {
        const on = local(instant(day)).day;
        return status !== "entered-in-error" && on >= first && on <= last;
      });
      expect(enquiries?.now).toMatchObject({
        made: here.length,
        registered: here.filter(({ status }) => status === "completed").length,
      });
      for (const { id: source, made: count } of enquiries?.now.sources ?? [])
        expect(count).toBe(here.filter((one) => one.source === source).length);
    }),
    { numRuns: 20, endOnFailure: true },
  );
});
