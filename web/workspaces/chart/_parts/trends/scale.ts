export type Extent = { readonly low: number; readonly high: number };
export type Scale = { readonly extent: Extent; readonly at: (value: number) => number };

/** A straight scale; a flat extent maps to the middle. */
export function linearScale(extent: Extent, from: number, to: number): Scale {
  const span = extent.high - extent.low;
  return { extent, at: (value) => (span === 0 ? (from + to) / 2 : from + ((value - extent.low) / span) * (to - from)) };
}

/** The step of 1, 2 or 5 times a power of ten that gives at most `most` intervals. */
export function niceStep(span: number, most: number): number {
  if (!(span > 0)) return 1;
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((one) => one * power >= raw * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Round values within the extent. */
export function niceTicks({ low, high }: Extent, most: number): readonly number[] {
  const step = niceStep(high - low, most);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1)
    ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

/**
 * What the value axis shows: every reading, the band's ends unless they are far, and air around. A change of a few
 * percent must look like one: the axis never spans less than a tenth of the value.
 */
export function valueExtent(values: readonly number[], bandEnds: readonly (number | undefined)[]): Extent {
  if (values.length === 0) return { low: 0, high: 1 };
  let low = Math.min(...values);
  let high = Math.max(...values);
  const reach = Math.max((high - low) * 2, Math.abs(high), 1e-6);
  for (const end of bandEnds) {
    if (end === undefined) continue;
    if (end < low && low - end <= reach) low = end;
    if (end > high && end - high <= reach) high = end;
  }
  const missing = (Math.abs(high) * 0.1 || 1) - (high - low);
  if (missing > 0) {
    low -= missing / 2;
    high += missing / 2;
  }
  const air = (high - low) * 0.12;
  // Nothing that is measured here goes below zero.
  return { low: Math.min(...values) >= 0 ? Math.max(0, low - air) : low - air, high: high + air };
}
