import type { Difference, Instrument } from "./instrument.ts";
import { rounded } from "./score.ts";

/** How a score stands to the first. */
export type Change = {
  /** Latest less first, in the instrument's unit. */
  readonly by: number;
  readonly direction: "better" | "worse" | "unchanged";
  /** What the change is held against; undefined where no source covers the instrument. */
  readonly against: Difference | undefined;
  /** Whether it is at least that large; undefined where nothing is known. */
  readonly reaches: boolean | undefined;
};

/** The difference that holds for somebody who first scored this. */
export function differenceFor({ differences }: Instrument, first: number): Difference | undefined {
  return differences.find(({ baseline }) => baseline === undefined || (first >= baseline[0] && first <= baseline[1]));
}

export function changeSince(instrument: Instrument, first: number, latest: number): Change {
  // One digit more than is kept: differences of decimals carry dust.
  const by = rounded(latest - first, instrument.decimals + 1);
  const against = differenceFor(instrument, first);
  const rises = instrument.better === "higher" ? by > 0 : by < 0;
  return {
    by,
    direction: by === 0 ? "unchanged" : rises ? "better" : "worse",
    against,
    reaches: against === undefined ? undefined : Math.abs(by) >= against.value,
  };
}
