import type { CDPSession, Page } from "playwright-core";

/** What one interaction took, in milliseconds. */
export interface Taken {
  /** From the key or the click to the next paint (Event Timing: to 8 ms), the longest of the events that it was. */
  readonly toPaint: number;
  /** Processor time of the page's thread from there until all was drawn: what a busy machine doesn't lengthen. */
  readonly thread: number;
  /** The longest that the page waited for an answer; none where nothing was asked. */
  readonly answer: number;
}

interface Seen {
  readonly events: { readonly duration: number; readonly at: number }[];
  largest: number;
}

/** Runs in the page, before anything of its own. */
export function watchPaint(): void {
  const seen: Seen = { events: [], largest: 0 };
  Reflect.set(globalThis, "paintSeen", seen);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEventTiming & { readonly interactionId: number })[]) {
      // What comes under a pointer that stands still, as the page changes, is nobody's doing.
      if (entry.interactionId > 0) seen.events.push({ duration: entry.duration, at: entry.startTime });
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.largest = Math.max(seen.largest, entry.startTime);
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

/** When the largest thing of the page that was loaded last was painted, in milliseconds from its beginning. */
export function largestPaint(page: Page): Promise<number> {
  return page.evaluate(() => (Reflect.get(globalThis, "paintSeen") as Seen).largest);
}

/** Processor time that the page's thread has used, in milliseconds. */
async function threadTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
}

/** Sessions of the inspector whose times are of the thread, by page. */
const inspectors = new WeakMap<Page, Promise<CDPSession>>();

function inspectorOf(page: Page): Promise<CDPSession> {
  const known = inspectors.get(page);
  if (known !== undefined) return known;
  const made = (async () => {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    return session;
  })();
  inspectors.set(page, made);
  return made;
}

const settled = (page: Page) =>
  page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 60))));

/** Does one thing, and says what it took. @param act a key or a click. @param there what has to stand there afterwards */
export async function timed(page: Page, act: () => Promise<void>, there: () => Promise<unknown>): Promise<Taken> {
  const inspector = await inspectorOf(page);
  const from = await page.evaluate(() => {
    performance.clearResourceTimings();
    return performance.now();
  });
  const before = await threadTime(inspector);
  await act();
  await there();
  await settled(page);
  const thread = (await threadTime(inspector)) - before;
  const { toPaint, answer } = await page.evaluate((since) => {
    const { events } = Reflect.get(globalThis, "paintSeen") as Seen;
    const asked = performance
      .getEntriesByType("resource")
      .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming)
      .filter(({ name, startTime }) => /\/(?:api|fhir)\//.test(name) && !name.endsWith("/live") && startTime >= since);
    return {
      toPaint: Math.max(0, ...events.filter(({ at }) => at >= since).map(({ duration }) => duration)),
      answer: Math.max(0, ...asked.map(({ responseEnd, startTime }) => responseEnd - startTime)),
    };
  }, from);
  return { toPaint, thread, answer };
}
