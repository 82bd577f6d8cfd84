import fc from "fast-check";
import { expect, test } from "vitest";
import { type BillingSettings, defaultSettings } from "./care/billing/index.ts";
import type { Report } from "./care/reports/index.ts";
import { roles } from "./custody/access/index.ts";
import type { Caller } from "./custody/access/index.ts";
import type { Chart } from "./custody/chart/index.ts";
import type { ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { wireReports } from "./wire-reports.ts";

// A clinic is made up as plain rows; the figures are made of its FHIR records, and once more, slowly, of the rows.
const zone = "Europe/Dublin";
const id = (kind: number, at: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, "0")}-${String(at).padStart(12, "0")}`;
const branches = [id(1, 0), id(1, 1)];
const therapists = [0, 1, 2].map((at) => ({
  id: id(3, at),
  branch: branches[at % 2] ?? "",
  from: 9 + at,
  until: 16 + at,
}));
const patients = Array.from({ length: 12 }, (_, at) => id(4, at));
const url = "urn:wardbook:billing:";
// The clocks go forward on Sunday 2026-03-29.
const [first, last] = ["2026-03-23", "2026-04-05"];
const beforeFirst = "2026-03-09";
const asked = { unit: "custom", day: first, to: last } as const;

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone,
  hourCycle: "h23",
  weekday: "short",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});
function local(at: number) {
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    weekday: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday")),
    hour: Number(part("hour")),
    minute: Number(part("minute")),
  };
}

/** Every minute of the four weeks, as clocks show it: the half-hours are asked for, and the minutes counted on. */
const minutesOf = (from: string, to: string) => {
  const all: { readonly at: number; readonly weekday: number; readonly minute: number }[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`) - 3_600_000; local(at).day <= to; at += 1_800_000) {
    const { day, weekday, hour, minute } = local(at);
    if (day < from) continue;
    for (let more = 0; more < 30; more += 1)
      all.push({ at: at + more * 60_000, weekday, minute: hour * 60 + minute + more });
  }
  return all;
};
const minutesBetween: Readonly<Record<string, ReturnType<typeof minutesOf>>> = {
  [first]: minutesOf(first, last),
  [beforeFirst]: minutesOf(beforeFirst, "2026-03-22"),
};

const statuses = [
  "booked",
  "arrived",
  "checked-in",
  "fulfilled",
  "noshow",
  "cancelled",
  "proposed",
  "entered-in-error",
];
const start = Date.parse("2025-02-20T00:00:00Z");
const anyVisit = fc.record({
  // Most of them in the four weeks that are counted.
  quarter: fc.oneof(
    fc.integer({ min: 0, max: 430 * 96 }),
    fc.integer({ min: 382 * 96, max: 412 * 96 }),
    fc.integer({ min: 395 * 96, max: 412 * 96 }),
  ),
  minutes: fc.constantFrom(15, 30, 60, 90),
  status: fc.constantFrom(...statuses),
  therapist: fc.integer({ min: 0, max: 2 }),
  elsewhere: fc.boolean(),
  patient: fc.integer({ min: 0, max: patients.length - 1 }),
  waited: fc.option(fc.integer({ min: -3, max: 90 })),
  reason: fc.constantFrom("pat", "prov", undefined),
});
const anyInvoice = fc.record({
  day: fc.integer({ min: 380, max: 412 }),
  patient: fc.integer({ min: 0, max: patients.length - 1 }),
  branch: fc.integer({ min: 0, max: 1 }),
  cents: fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 3 }),
  tax: fc.integer({ min: 0, max: 999 }),
  visit: fc.option(fc.nat()),
  status: fc.constantFrom("issued", "balanced", "draft", "cancelled"),
  isCredited: fc.boolean(),
  paid: fc.integer({ min: 1, max: 90_000 }),
  advance: fc.integer({ min: 0, max: 5_000 }),
  isRefund: fc.boolean(),
  isReceived: fc.boolean(),
  sessions: fc.option(fc.integer({ min: 1, max: 12 })),
  used: fc.array(fc.integer({ min: 380, max: 420 }), { maxLength: 12 }),
  passedOn: fc.boolean(),
  until: fc.constantFrom(undefined, "2026-03-15", "2026-12-31"),
});
const anyClinic = fc.record({
  visits: fc.array(anyVisit, { maxLength: 60 }),
  invoices: fc.array(anyInvoice, { maxLength: 12 }),
  enquiries: fc.array(
    fc.record({
      day: fc.integer({ min: 380, max: 412 }),
      status: fc.constantFrom("requested", "completed", "rejected", "entered-in-error"),
      source: fc.constantFrom("phone", "walk-in"),
    }),
    { maxLength: 8 },
  ),
});
type Made = typeof anyClinic extends fc.Arbitrary<infer T> ? T : never;

const instant = (day: number) => start + day * 86_400_000 + 43_200_000;
const money = (cents: number) => ({ value: cents / 100, currency: "INR" });
const reference = (type: string, to: string) => ({ reference: `${type}/${to}` });
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });

function visitRow(visit: Made["visits"][number], at: number) {
  const { quarter, minutes, waited, therapist, elsewhere } = visit;
  const begin = start + quarter * 900_000;
  const of = therapists[therapist];
  return {
    ...visit,
    id: id(5, at),
    start: begin,
    end: begin + minutes * 60_000,
    branch: branches[elsewhere ? 1 - (therapist % 2) : therapist % 2] ?? "",
    therapist: of?.id ?? "",
    patient: patients[visit.patient] ?? "",
    arrived: waited === null ? undefined : begin,
    started: waited === null ? undefined : begin + waited * 60_000,
  };
}

function recordsOf({ visits, invoices, enquiries }: Made): Record<string, object[]> {
  const rows = visits.map(visitRow);
  const made: Record<string, object[]> = {
    Location: branches.flatMap((branch, at) => [
      { resourceType: "Location", id: branch, name: `Branch ${at}` },
      { resourceType: "Location", id: id(2, at), name: `Room ${at}`, partOf: reference("Location", branch) },
    ]),
    HealthcareService: [],
    Slot: [],
    PractitionerRole: therapists.map((one, at) => ({
      resourceType: "PractitionerRole",
      id: id(9, at),
      practitioner: { ...reference("Practitioner", one.id), display: `Therapist ${at}` },
      location: [reference("Location", one.branch)],
      availableTime: [
        {
          daysOfWeek: ["mon", "tue", "wed", "thu", "fri", "sun"],
          availableStartTime: `${String(one.from).padStart(2, "0")}:00:00`,
          availableEndTime: `${one.until}:30:00`,
        },
      ],
    })),
    Appointment: rows.map((one, at) => ({
      resourceType: "Appointment",
      id: one.id,
      status: one.status,
      start: new Date(one.start).toISOString(),
      end: new Date(one.end).toISOString(),
      ...(one.reason === undefined
        ? {}
        : {
            cancelationReason: coded(
              "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason",
              one.reason,
            ),
          }),
      extension: [
        ...(one.arrived === undefined
          ? []
          : [{ url: "urn:wardbook:arrived-at", valueInstant: new Date(one.arrived).toISOString() }]),
        ...(one.started === undefined
          ? []
          : [{ url: "urn:wardbook:started-at", valueInstant: new Date(one.started).toISOString() }]),
      ],
      participant: [
        { actor: reference("Patient", one.patient) },
        { actor: reference("Practitioner", one.therapist) },
        // Every other one in a room of its branch, which then says which branch it is.
        { actor: reference("Location", at % 2 === 0 ? one.branch : id(2, branches.indexOf(one.branch))) },
      ],
    })),
    ChargeItem: [],
    Invoice: [],
    Account: [],
    PaymentNotice: [],
    Task: enquiries.map((one, at) => ({
      resourceType: "Task",
      id: id(10, at),
      status: one.status,
      authoredOn: new Date(instant(one.day)).toISOString(),
      extension: [{ url: "urn:wardbook:enquiry-source", valueCode: one.source }],
    })),
  };
  for (const [at, one] of invoices.entries()) {
    const patient = reference("Patient", patients[one.patient] ?? "");
    const branch = { url: `${url}branch`, valueReference: reference("Location", branches[one.branch] ?? "") };
    const lines = (sign: number) =>
      one.cents.map((cents, index) => ({
        chargeItemReference: { ...reference("ChargeItem", id(6, at * 10 + index)), display: `Service ${index}` },
        priceComponent: [
          { type: "base", amount: money(sign * cents) },
          ...(index === 0 ? [{ type: "tax", amount: money(sign * one.tax) }] : []),
        ],
      }));
    const net = one.cents.reduce((all, cents) => all + cents, 0);
    const invoice = (sign: number, more: object[]) => ({
      resourceType: "Invoice",
      status: sign > 0 ? one.status : "issued",
      type: coded(`${url}invoice-type`, sign > 0 ? "invoice" : "credit-note"),
      subject: patient,
      date: new Date(instant(one.day)).toISOString(),
      extension: [branch, ...more],
      lineItem: lines(sign),
      totalNet: money(sign * net),
      totalGross: money(sign * (net + one.tax)),
    });
    made["Invoice"]?.push({ ...invoice(1, []), id: id(7, at * 10) });
    if (one.isCredited)
      made["Invoice"]?.push({
        ...invoice(-1, [{ url: `${url}credits`, valueReference: reference("Invoice", id(7, at * 10)) }]),
        id: id(7, at * 10 + 1),
      });
    for (const index of one.cents.keys())
      made["ChargeItem"]?.push({
        resourceType: "ChargeItem",
        id: id(6, at * 10 + index),
        status: "billed",
        code: { text: `Service ${index}` },
        subject: patient,
        occurrenceDateTime: new Date(instant(one.day)).toISOString(),
        extension:
          one.visit === null || rows.length === 0
            ? []
            : [
                {
                  url: `${url}appointment`,
                  valueReference: reference("Appointment", rows[one.visit % rows.length]?.id ?? ""),
                },
              ],
      });
    made["PaymentNotice"]?.push({
      resourceType: "PaymentNotice",
      id: id(8, at),
      status: one.isReceived ? "active" : "draft",
      created: new Date(instant(one.day)).toISOString(),
      amount: money(one.paid + (one.isRefund ? 0 : one.advance)),
      extension: [
        branch,
        { url: `${url}patient`, valueReference: patient },
        ...(one.isRefund
          ? [{ url: `${url}kind`, valueCode: "refund" }]
          : [["cash", one.paid] as const, ["advance", one.advance] as const].map(([method, cents]) => ({
              url: `${url}part`,
              extension: [
                { url: "method", valueCode: method },
                { url: "amount", valueMoney: money(cents) },
              ],
            }))),
      ],
    });
    if (one.sessions === null) continue;
    const account = (own: number, sessions: number, more: object[]) => ({
      resourceType: "Account",
      id: id(11, at * 10 + own),
      status: "active",
      type: coded(`${url}account-type`, "package"),
      subject: [patient],
      ...(one.until === undefined ? {} : { servicePeriod: { end: one.until } }),
      extension: [{ url: `${url}sessions`, valuePositiveInt: sessions }, ...more],
    });
    const sold = { url: `${url}invoice`, valueReference: reference("Invoice", id(7, at * 10)) };
    const passed = one.passedOn && one.sessions > 1 ? 1 : 0;
    made["Account"]?.push(account(0, one.sessions - passed, [sold]));
    if (passed === 1)
      made["Account"]?.push(
        account(1, 1, [{ url: `${url}transferred-from`, valueReference: reference("Account", id(11, at * 10)) }]),
      );
    for (const [index, day] of one.used.slice(0, one.sessions).entries())
      made["ChargeItem"]?.push({
        resourceType: "ChargeItem",
        id: id(12, at * 100 + index),
        status: "not-billable",
        code: { text: "Session" },
        subject: patient,
        account: [reference("Account", id(11, at * 10 + (index === 0 ? passed : 0)))],
        occurrenceDateTime: new Date(instant(day)).toISOString(),
        extension: [{ url: `${url}session`, valuePositiveInt: index + 1 }],
      });
  }
  return made;
}

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
const rank = (sorted: readonly number[], share: number) =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;

/** The same figures, one row after the other. */
function slowly(made: Made, from: string, to: string, branch: string | undefined) {
  const inDays = (at: number) => local(at).day >= from && local(at).day <= to;
  const rows = made.visits.map(visitRow);
  const here = rows.filter((one) => inDays(one.start) && (branch === undefined || one.branch === branch));
  const of = (...wanted: string[]) => here.filter(({ status }) => wanted.includes(status));
  const came = of("arrived", "checked-in", "fulfilled");
  const waits = here
    .flatMap(({ waited }) => (waited === null || waited < 0 ? [] : [waited]))
    .sort((one, other) => one - other);
  const seen = new Set(came.map(({ patient }) => patient));
  const yearAgo = new Date(Date.parse(`${from}T00:00:00Z`) - 365 * 86_400_000).toISOString().slice(0, 10);
  const known = new Set(
    rows
      .filter(({ start: at, status }) => {
        const { day } = local(at);
        return day >= yearAgo && day < from && ["arrived", "checked-in", "fulfilled"].includes(status);
      })
      .map(({ patient }) => patient),
  );

  const cells = new Map<string, { working: number; booked: number }>();
  const takesPlace = rows.filter(
    (row) =>
      ["booked", "arrived", "checked-in", "fulfilled", "noshow"].includes(row.status) &&
      (branch === undefined || row.branch === branch),
  );
  for (const one of therapists) {
    if (branch !== undefined && one.branch !== branch) continue;
    const own = takesPlace.filter(({ therapist }) => therapist === one.id);
    for (const { at, weekday, minute } of minutesBetween[from] ?? []) {
      if (weekday === 5 || minute < one.from * 60 || minute >= one.until * 60 + 30) continue;
      const name = `${weekday} ${Math.floor(minute / 60)}`;
      const cell = cells.get(name) ?? { working: 0, booked: 0 };
      cell.working += 1;
      if (own.some((row) => row.start <= at && row.end > at)) cell.booked += 1;
      cells.set(name, cell);
    }
  }

  let [net, tax, received, refunded, sold, given, deferred] = [0, 0, 0, 0, 0, 0, 0];
  const therapistNet = new Map<string, number>();
  for (const one of made.invoices) {
    const at = instant(one.day);
    if (branch !== undefined && branches[one.branch] !== branch) continue;
    const sum = one.cents.reduce((all, each) => all + each, 0);
    const [isIssued, isHere] = [one.status !== "draft", inDays(at)];
    const signs = [...(isIssued ? [1] : []), ...(one.isCredited ? [-1] : [])];
    const sign = signs.reduce((all, each) => all + each, 0);
    if (isHere && signs.length > 0) {
      net += sign * sum;
      tax += sign * one.tax;
      if (one.sessions !== null) sold += sign * sum;
      const visit = one.visit === null ? undefined : rows[one.visit % Math.max(rows.length, 1)];
      const whose = visit?.therapist ?? "";
      therapistNet.set(whose, (therapistNet.get(whose) ?? 0) + sign * sum);
    }
    if (isHere && one.isReceived) {
      if (one.isRefund) refunded += one.paid;
      else received += one.paid;
    }
    if (one.sessions === null || !isIssued) continue;
    const price = one.isCredited ? 0 : sum;
    const used = one.used.slice(0, one.sessions).map((day) => local(instant(day)).day);
    const worth = (count: number) => Math.floor((price * count) / (one.sessions ?? 1));
    const byEnd = used.filter((day) => day <= to).length;
    given += worth(byEnd) - worth(used.filter((day) => day < from).length);
    const isOver = one.until !== undefined && one.until <= to;
    if (local(at).day <= to && !isOver) deferred += price - worth(byEnd);
  }
  return {
    attendance: {
      came: came.length,
      missed: of("noshow").length,
      cancelled: of("cancelled").length,
      open: of("booked").length,
    },
    patients: {
      seen: seen.size,
      fresh: [...seen].filter((one) => !known.has(one)).length,
      returning: [...seen].filter((one) => known.has(one)).length,
    },
    waiting: { count: waits.length, median: rank(waits, 0.5), ninety: rank(waits, 0.9) },
    cells,
    revenue: { net, tax, received, refunded, packages: sold, earned: net - sold + given, deferred },
    therapists: therapistNet,
  };
}

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
