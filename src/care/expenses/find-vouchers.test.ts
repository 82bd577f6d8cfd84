import fc from "fast-check";
import { expect, test } from "vitest";
import { aReceptionist } from "../../../test/people/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { findVouchers } from "./find-vouchers.ts";
import { type VoucherState, statusByState } from "./states.ts";
import { extensionUrl, kindUri } from "./vocabulary.ts";

const currency = { currency: "INR", digits: 2 };
const desk = aReceptionist(1 as unknown as TenantId);
const day = 86_400_000;
const beginning = Date.parse("2026-01-01T00:00:00Z");
const textOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const states = Object.keys(statusByState) as readonly VoucherState[];

interface Kept {
  readonly id: ResourceId;
  readonly state: VoucherState;
  readonly date: string;
  readonly writtenAt: number;
  readonly isMine: boolean;
}

function resourceOf({ id, state, date, isMine }: Kept): FhirResource {
  const by = { url: extensionUrl.drafted, extension: [{ url: "by", valueString: isMine ? desk.id : "another" }] };
  return {
    resourceType: "Contract",
    id,
    status: statusByState[state],
    instantiatesUri: kindUri.voucher,
    applies: { start: date },
    extension: [by],
  } as FhirResource;
}

/** A chart that has these, newest first, and pages as it is asked. */
function chartOf(kept: readonly Kept[]) {
  let opened = 0;
  const newest = kept
    .map((one, index) => ({ ...one, index }))
    .sort((a, b) => b.writtenAt - a.writtenAt || a.index - b.index);
  const chart: Pick<Chart, "search"> = {
    search(_caller, _type, pairs) {
      const given = new Map(pairs);
      const wanted = given.get("status")?.split(",");
      const since = Date.parse(given.get("_lastUpdated")?.slice(2) ?? "0001-01-01");
      const found = newest.filter(
        ({ state, writtenAt }) => (wanted?.includes(statusByState[state]) ?? true) && writtenAt >= since,
      );
      const from = Number(given.get("_cursor") ?? 0);
      const until = from + Number(given.get("_count"));
      const matches = found
        .slice(from, until)
        .map((one) => ({ id: one.id, version: 1, body: Buffer.from(JSON.stringify(resourceOf(one))) }));
      opened += matches.length;
      const next = until < found.length ? String(until) : undefined;
      return Promise.resolve({ value: { matches, included: [], next }, entryIds: [] }) as never;
    },
  };
  return { chart, opened: () => opened };
}

const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}` as ResourceId;

/** Submitted on the day of the receipt or later, by a clock up to fourteen hours ahead of UTC's; a draft says what it likes. */
const anyKept = fc
  .record({
    state: fc.constantFrom(...states),
    at: fc.integer({ min: 0, max: 60 }),
    later: fc.integer({ min: -14, max: 24 * 30 }),
    ahead: fc.integer({ min: -20, max: 40 }),
    isMine: fc.boolean(),
  })
  .map(({ state, at, later, ahead, isMine }) => {
    const date = beginning + at * day;
    const writtenAt = state === "draft" ? date - ahead * day : date + later * 3_600_000;
    return { state, date: textOf(date), writtenAt, isMine };
  });

test("what days and states are asked for is found, and nothing else, however late it was written", async () => {
  const query = fc.record(
    {
      state: fc.uniqueArray(fc.constantFrom(...states), { minLength: 1 }),
      from: fc.integer({ min: 0, max: 60 }).map((at) => textOf(beginning + at * day)),
      to: fc.integer({ min: 0, max: 60 }).map((at) => textOf(beginning + at * day)),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyKept, { maxLength: 40 }), query, async (all, asked) => {
      const kept = all.map((one, index) => ({ ...one, id: idOf(index) }));
      const { vouchers, more } = await findVouchers(chartOf(kept), desk, asked, currency);
      const wanted = kept.filter(
        ({ state, date, isMine }) =>
          (asked.state?.includes(state) ?? true) &&
          (state !== "draft" || isMine) &&
          date >= (asked.from ?? "") &&
          date <= (asked.to ?? "9"),
      );
      expect(vouchers.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
      expect(vouchers.map(({ date = "" }) => date)).toEqual(
        vouchers.map(({ date = "" }) => date).sort((a, b) => b.localeCompare(a)),
      );
      expect(more).toBe(false);
    }),
  );
});

test("of very many the newest are read, and that there are others is told", async () => {
  const kept = Array.from({ length: 8_000 }, (_, index) => ({
    id: idOf(index),
    state: "paid" as const,
    date: textOf(beginning + Math.floor(index / 100) * day),
    writtenAt: beginning + Math.floor(index / 100) * day,
    isMine: true,
  }));
  const whole = chartOf(kept);
  const { vouchers, more } = await findVouchers(whole, desk, {}, currency);
  expect([more, vouchers.length, whole.opened()]).toEqual([true, 500, 500]);
  expect(vouchers[0]?.date).toBe(kept.at(-1)?.date);
  const lately = chartOf(kept);
  const found = await findVouchers(lately, desk, { from: kept.at(-1)?.date }, currency);
  expect([found.more, found.vouchers.length]).toEqual([false, 100]);
  expect(lately.opened()).toBeLessThanOrEqual(200);
  const nothing = chartOf(kept);
  const none = await findVouchers(nothing, desk, { category: "rent" }, currency);
  expect([none.more, none.vouchers.length, nothing.opened()]).toEqual([true, 0, 5_000]);
});
