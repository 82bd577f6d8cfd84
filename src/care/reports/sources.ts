import type { Caller } from "../../custody/access/index.ts";
import { ChartError, opened } from "../../custody/chart/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Counted, ReportsPorts, Stretch } from "./ports.ts";
import type { CountedType } from "./viewing.ts";

/** A kind of records, and what is kept of each. */
export interface Source<Fact> {
  readonly name: string;
  readonly type: CountedType;
  /** The search parameter of its date, where it is counted month by month; absent: all there are. */
  readonly by?: string | undefined;
  readonly and?: readonly (readonly [string, string])[] | undefined;
  /** Undefined: it isn't counted. */
  readonly read: (record: Counted) => Fact | undefined;
  readonly at: (fact: Fact) => number;
}

/** Opened at a time: some ten milliseconds of work. */
const pageLength = 200;
/** A search takes a value of at most 2,000 letters. */
const mostIds = 40;

/** Calls with what a search finds for this caller, page by page, and lets others have the thread between them. */
async function eachOf(
  { chart, pause }: Pick<ReportsPorts, "chart" | "pause">,
  caller: Caller,
  source: Pick<Source<unknown>, "type">,
  pairs: readonly (readonly [string, string])[],
  take: (record: Counted) => void,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const more: readonly (readonly [string, string])[] = cursor === undefined ? [] : [["_cursor", cursor]];
    const { value } = await chart.search(caller, source.type, [...pairs, ["_count", String(pageLength)], ...more]);
    for (const match of value.matches) take(opened(match));
    cursor = value.next;
    await pause();
  } while (cursor !== undefined);
}

/** Facts of records whose date lies in a stretch, or of all. @throws ChartError `chart/not-permitted`, `chart/too-costly` */
export async function readFacts<Fact>(
  ports: Pick<ReportsPorts, "chart" | "pause">,
  caller: Caller,
  source: Source<Fact>,
  stretch: Stretch | undefined,
  keep: (id: ResourceId, fact: Fact) => void,
): Promise<void> {
  const dated: readonly (readonly [string, string])[] =
    source.by === undefined || stretch === undefined
      ? []
      : [
          [source.by, `ge${new Date(stretch.from).toISOString()}`],
          [source.by, `lt${new Date(stretch.until).toISOString()}`],
        ];
  await eachOf(ports, caller, source, [...(source.and ?? []), ...dated], (record) => {
    const fact = source.read(record);
    if (fact !== undefined) keep(record.id, fact);
  });
}

/** Facts of these records, as far as they are there for this caller. */
export async function readFactsOf<Fact>(
  ports: Pick<ReportsPorts, "chart" | "pause">,
  caller: Caller,
  source: Source<Fact>,
  ids: readonly ResourceId[],
  keep: (id: ResourceId, fact: Fact) => void,
): Promise<void> {
  for (let from = 0; from < ids.length; from += mostIds) {
    const named = ids.slice(from, from + mostIds).join(",");
    await eachOf(ports, caller, source, [...(source.and ?? []), ["_id", named]], (record) => {
      const fact = source.read(record);
      if (fact !== undefined) keep(record.id, fact);
    });
  }
}

/** What the caller's role or purpose doesn't reach is left out of a report. */
export async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ChartError && error.code === "chart/not-permitted") return undefined;
    throw error;
  }
}
