import { z } from "zod";
import { instant, uuid } from "./common.ts";

const day = z.iso.date().refine((text) => text >= "1900" && text < "2200", "a day between 1900 and 2199");
/** Null: too few patients for whoever may not see them. */
const count = z.number().int().nonnegative().nullable();
const figure = z.number().nonnegative().nullable();
/** A decimal with all the digits of the currency: "-40.50". */
const amount = z.string().nullable();

export const reportUnit = z.enum(["day", "week", "month", "custom"]);
export type ReportUnit = z.infer<typeof reportUnit>;

/** `GET /api/reports?…` (permission `reports.read`) — answers `report`. 404 `reports/unknown-branch`, 422 `reports/unsuitable-period`,
 *  `reports/too-much`. Days are the organisation's; weeks begin on Monday. */
export const reportQuery = z.object({
  unit: reportUnit.default("month"),
  /** A day of the day, week or month; the first of a custom period. */
  day,
  /** The last day of a custom period, which has at most 366. */
  to: day.optional(),
  branch: uuid.optional(),
});
export type ReportQuery = z.infer<typeof reportQuery>;

export const reportFormat = z.enum(["csv", "xlsx", "pdf"]);
export type ReportFormat = z.infer<typeof reportFormat>;
/** `POST /api/reports/exports` (permission `reports.read`, a fresh proof of who it is) — answers `report`, and says in the ledger that it
 *  becomes a file. The file is made in the browser. */
export const newReportExport = reportQuery.extend({ format: reportFormat });

const days = z.object({ from: day, to: day });
const row = { id: z.string(), name: z.string() };
const amounts = z.array(z.object({ ...row, amount: z.string() }));

const outcomes = { came: count, missed: count, cancelled: count, open: count };
const attendance = z.object({
  ...outcomes,
  /** By code of HL7's reasons; empty where none was given, "others" what is too few by itself. */
  reasons: z.array(z.object({ id: z.string(), count })),
  branches: z.array(z.object({ ...row, ...outcomes })),
  steps: z.array(z.object({ from: day, came: count, missed: count, cancelled: count })),
});
const waits = { count, median: figure, ninety: figure };
const waiting = z.object({
  ...waits,
  lengths: z.array(z.object({ from: z.number(), until: z.number().nullable(), count })),
  branches: z.array(z.object({ ...row, ...waits })),
});
const patients = z.object({
  seen: count,
  fresh: count,
  returning: count,
  steps: z.array(z.object({ from: day, fresh: count, returning: count })),
});
/** Minutes. */
const hours = { working: z.number().nonnegative(), booked: figure };
const utilisation = z.object({
  ...hours,
  /** `weekday` 0 is Monday; `hour` 0 to 23. */
  cells: z.array(z.object({ weekday: z.number().int(), hour: z.number().int(), ...hours })),
  therapists: z.array(z.object({ ...row, ...hours })),
});
const packages = z.object({
  sold: count,
  finished: count,
  running: count,
  frozen: count,
  lapsed: count,
  sessions: count,
  used: count,
  /** How many had less than a quarter used, less than half, three quarters, all; and all. */
  quarters: z.array(count),
});
const revenue = z.object({
  currency: z.string(),
  net: amount,
  tax: amount,
  packages: amount,
  received: amount,
  refunded: amount,
  earned: amount,
  deferred: amount,
  branches: amounts,
  therapists: amounts,
  services: amounts,
  steps: z.array(z.object({ from: day, net: z.string(), received: z.string() })).nullable(),
});
const asked = { made: count, registered: count, declined: count };
const enquiries = z.object({
  ...asked,
  sources: z.array(z.object({ id: z.string(), ...asked })),
  referrers: z.array(z.object({ id: z.string(), ...asked })),
});

/** `own`: of records that the caller may see. `coarse`: of others, counts to the nearest five and nothing of fewer. */
const basis = z.enum(["own", "coarse"]);
const compared = <Part extends z.ZodType>(part: Part) => z.object({ basis, now: part, before: part });

/** What isn't there isn't the caller's to see, or not for these days. */
export const report = z.object({
  unit: reportUnit,
  days,
  before: days,
  branch: uuid.optional(),
  branches: z.array(z.object({ id: uuid, name: z.string() })),
  timeZone: z.string(),
  madeAt: instant,
  /** Fewer patients than this aren't told of, where some part is coarse. */
  fewest: z.number().int().optional(),
  visits: compared(z.object({ attendance, waiting, patients, utilisation })).optional(),
  books: compared(z.object({ revenue, packages })).optional(),
  /** What is owed now, by days since it was invoiced. */
  dues: z
    .object({
      currency: z.string(),
      total: z.object({ d30: z.string(), d60: z.string(), d90: z.string(), more: z.string(), all: z.string() }),
      patients: z.number().int(),
    })
    .optional(),
  enquiries: compared(enquiries).optional(),
  expenses: z
    .object({ currency: z.string(), total: z.string(), before: z.string(), categories: amounts, branches: amounts })
    .optional(),
});
export type Report = z.infer<typeof report>;
