import type { TenantId } from "../../foundation/kernel/index.ts";
import { programCaller } from "./callers.ts";
import { localDay, laterDay, mondayOf } from "../../foundation/calendar/index.ts";
import type { FreeTime, OfferedPlaces, Origin, ReceptionPorts } from "./ports.ts";
import { notOffered } from "./reception-error.ts";
import type { PublicPages } from "./settings.ts";
import { takeAll } from "./taking.ts";

/** What the pages of an organisation show. */
export interface Offered {
  readonly timeZone: string;
  readonly words: string;
  readonly enquiries: readonly { readonly id: string; readonly name: string }[];
  readonly booking: readonly {
    readonly id: string;
    readonly name: string;
    readonly minutes: number;
    readonly branches: readonly { readonly id: string; readonly name: string }[];
  }[];
  readonly holdHours: number;
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface TimesAsked {
  readonly kind: string;
  readonly branch: string;
  /** A day of the week that is asked about, Monday to Sunday, in the organisation's zone. */
  readonly from: string;
}

/** What is offered, looked up at most once in a while: whoever asks a thousand times costs one look and one entry of the ledger. */
export interface Offers {
  /** @throws ReceptionError `public/not-offered` */
  page(tenant: TenantId): Promise<Offered>;
  places(tenant: TenantId): Promise<OfferedPlaces>;
  /** @throws ReceptionError `public/not-offered`, `public/too-many` */
  times(tenant: TenantId, asked: TimesAsked, origin: Pick<Origin, "site">): Promise<readonly FreeTime[]>;
  /** Makes this process look again: somebody took one. */
  forget(tenant: TenantId, also?: "places too"): void;
}

const placesMilliseconds = 60_000;
// The database says whether a time is free: what is shown may be a little behind.
const timesMilliseconds = 45_000;
const mostRemembered = 1_000;
const daysTogether = 7;
const hour = 3_600_000;

/** Remembers answers for a moment; what is asked at once is looked up once. Failures aren't kept. */
function remembering<T>(now: () => number, milliseconds: number) {
  const known = new Map<string, { readonly at: number; readonly value: Promise<T> }>();
  const fresh = (key: string) => {
    const found = known.get(key);
    const age = found === undefined ? -1 : now() - found.at;
    return age >= 0 && age < milliseconds ? found : undefined;
  };
  return {
    has: (key: string) => fresh(key) !== undefined,
    get(key: string, ask: () => Promise<T>): Promise<T> {
      const found = fresh(key);
      if (found !== undefined) return found.value;
      if (known.size >= mostRemembered) known.clear();
      const value = ask();
      known.delete(key);
      known.set(key, { at: now(), value });
      value.catch(() => {
        if (known.get(key)?.value === value) known.delete(key);
      });
      return value;
    },
    forget(beginning: string): void {
      for (const key of known.keys()) if (key.startsWith(beginning)) known.delete(key);
    },
  };
}

export function openOffers(ports: Pick<ReceptionPorts, "calendar" | "settings" | "take" | "now">): Offers {
  const { calendar, settings, now } = ports;
  const placesOf = remembering<OfferedPlaces>(now, placesMilliseconds);
  const timesOf = remembering<readonly FreeTime[]>(now, timesMilliseconds);
  const places = (tenant: TenantId) =>
    placesOf.get(`${tenant}|`, () => calendar.places(programCaller(tenant, "public-times")));

  return {
    places,
    async page(tenant) {
      const pages = await settings(tenant);
      if (pages.enquiryBranchIds.length === 0 && pages.offers.length === 0) throw notOffered();
      return offered(pages, await places(tenant), now());
    },
    async times(tenant, { kind, branch, from: day }, { site }) {
      // Whole weeks: there are few different ones to ask for, however many ask.
      const from = mondayOf(day);
      const pages = await settings(tenant);
      if (!pages.offers.some((offer) => offer.kindId === kind && offer.branchId === branch)) throw notOffered();
      const { timeZone } = await places(tenant);
      const first = localDay(now() + pages.noticeHours * hour, timeZone);
      const last = localDay(now() + pages.horizonDays * 24 * hour, timeZone);
      if (from > last || laterDay(from, daysTogether) <= first) return [];
      const name = `${tenant}|${kind}|${branch}|${from}`;
      const take = ports.take(tenant);
      // Whoever makes it look is counted for themselves first: one alone leaves nobody else without an answer, and the ledger as it is.
      if (!timesOf.has(name))
        await takeAll(take, [
          ["times-site", site],
          ["times-site-day", site],
        ]);
      const found = await timesOf.get(name, async () => {
        await takeAll(take, [["times", ""]]);
        const query = { kind, branch, from, days: daysTogether, most: 500 };
        return (await calendar.freeTimes(programCaller(tenant, "public-times"), query)).times;
      });
      const earliest = now() + pages.noticeHours * hour;
      return found.filter(
        ({ start }) => Date.parse(start) >= earliest && localDay(Date.parse(start), timeZone) <= last,
      );
    },
    forget(tenant, also) {
      timesOf.forget(`${tenant}|`);
      if (also !== undefined) placesOf.forget(`${tenant}|`);
    },
  };
}

function offered(pages: PublicPages, { timeZone, branches, kinds }: OfferedPlaces, now: number): Offered {
  const branchOf = (id: string) => branches.filter((branch) => branch.id === id).map(({ name }) => ({ id, name }));
  const booking = kinds
    .filter(({ active }) => active)
    .map(({ id, name, minutes, branchIds }) => ({
      id,
      name,
      minutes,
      branches: pages.offers
        .filter(({ kindId, branchId }) => kindId === id && (branchIds.length === 0 || branchIds.includes(branchId)))
        .flatMap(({ branchId }) => branchOf(branchId)),
    }))
    .filter(({ branches: at }) => at.length > 0);
  return {
    timeZone,
    words: pages.words,
    enquiries: pages.enquiryBranchIds.flatMap(branchOf),
    booking,
    holdHours: pages.holdHours,
    firstDay: localDay(now + pages.noticeHours * hour, timeZone),
    lastDay: localDay(now + pages.horizonDays * 24 * hour, timeZone),
  };
}
