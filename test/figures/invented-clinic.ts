import fc from "fast-check";

// A clinic is made up as plain rows; the figures are made of its FHIR records, and once more, slowly, of the rows.
export const zone = "Europe/Dublin";
export const id = (kind: number, at: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, "0")}-${String(at).padStart(12, "0")}`;
export const branches = [id(1, 0), id(1, 1)];
export const therapists = [0, 1, 2].map((at) => ({
  id: id(3, at),
  branch: branches[at % 2] ?? "",
  from: 9 + at,
  until: 16 + at,
}));
export const patients = Array.from({ length: 12 }, (_, at) => id(4, at));
// The clocks go forward on Sunday 2026-03-29.
export const [first, last] = ["2026-03-23", "2026-04-05"];
export const beforeFirst = "2026-03-09";
export const asked = { unit: "custom", day: first, to: last } as const;

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
export function local(at: number) {
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    weekday: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday")),
    hour: Number(part("hour")),
    minute: Number(part("minute")),
  };
}

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
export const anyClinic = fc.record({
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
export type Made = typeof anyClinic extends fc.Arbitrary<infer T> ? T : never;

export const instant = (day: number) => start + day * 86_400_000 + 43_200_000;
/** An appointment as its row says it. */
export function visitRow(visit: Made["visits"][number], at: number) {
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
