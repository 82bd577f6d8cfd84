import {
  type Made,
  beforeFirst,
  branches,
  first,
  instant,
  last,
  local,
  therapists,
  visitRow,
} from "./invented-clinic.ts";

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

const rank = (sorted: readonly number[], share: number) =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;

/** The same figures, one row after the other. */
export function slowly(made: Made, from: string, to: string, branch: string | undefined) {
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
