import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Currency } from "../../foundation/money/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Chart, opened } from "../../custody/chart/index.ts";
import { type VoucherState, statusByState } from "./states.ts";
import { type VoucherView, voucherView } from "./views.ts";
import { kindUri } from "./vocabulary.ts";

export interface VouchersQuery {
  readonly branch?: ResourceId | undefined;
  /** Absent: any. */
  readonly state?: readonly VoucherState[] | undefined;
  readonly category?: string | undefined;
  /** Of the day on the receipt. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** In one list. */
const mostListed = 500;
/** That are opened for it. */
const mostOpened = 5_000;
const pageLength = 250;
const dayMilliseconds = 86_400_000;

type Pairs = readonly (readonly [string, string])[];

/** Vouchers that were asked for, latest receipt first; of very many those that were written or acted on last.
 *  @throws ChartError `chart/not-permitted` */
export async function findVouchers(
  { chart }: { readonly chart: Pick<Chart, "search"> },
  caller: Caller,
  query: VouchersQuery,
  currency: Currency,
): Promise<{ readonly vouchers: VoucherView[]; readonly more: boolean }> {
  const vouchers = new Map<string, VoucherView>();
  let more = false;
  for (const pairs of searchesFor(query)) {
    let [cursor, seen]: [string | undefined, number] = [undefined, 0];
    do {
      const place: Pairs = cursor === undefined ? [] : [["_cursor", cursor]];
      const { value } = await chart.search(caller, "Contract", [...pairs, ["_count", String(pageLength)], ...place]);
      for (const match of value.matches) {
        const view = voucherView(opened(match), caller, currency);
        if (view !== undefined && isAsked(view, query)) vouchers.set(view.id, view);
      }
      cursor = value.next;
      seen += value.matches.length;
    } while (cursor !== undefined && vouchers.size < mostListed && seen < mostOpened);
    more ||= cursor !== undefined;
  }
  return {
    vouchers: [...vouchers.values()].sort(
      (a, b) => (b.date ?? "").localeCompare(a.date ?? "") || (b.number ?? "").localeCompare(a.number ?? ""),
    ),
    more,
  };
}

/** Nobody submits a receipt of a day that hasn't come, so whatever is of a day was written on it or later; a draft says what it likes. */
function searchesFor({ branch, state, from }: VouchersQuery): readonly Pairs[] {
  const all: Pairs = [
    ["instantiates", kindUri.voucher],
    ...(branch === undefined ? [] : ([["domain", `Location/${branch}`]] as const)),
  ];
  const inStates = (states: readonly VoucherState[]) =>
    [["status", states.map((one) => statusByState[one]).join(",")]] as const;
  if (from === undefined) return [state === undefined ? all : [...all, ...inStates(state)]];
  // Midnight of the organisation's day is up to fourteen hours before that of UTC.
  const since = new Date(Date.parse(`${from}T00:00:00Z`) - dayMilliseconds).toISOString();
  const asked = state ?? (Object.keys(statusByState) as readonly VoucherState[]);
  const submitted = asked.filter((one) => one !== "draft");
  return [
    ...(submitted.length === 0 ? [] : [[...all, ...inStates(submitted), ["_lastUpdated", `ge${since}`] as const]]),
    ...(asked.includes("draft") ? [[...all, ...inStates(["draft"])]] : []),
  ];
}

function isAsked(view: VoucherView, { category, from, to }: VouchersQuery): boolean {
  const { date = "", state, may } = view;
  // A draft is nobody's business but its writer's.
  if (state === "draft" && !may.includes("edit")) return false;
  if (category !== undefined && view.category !== category) return false;
  return (from === undefined || date >= from) && (to === undefined || (date !== "" && date <= to));
}
