import { ancestorsOf, coverTime } from "./calendar-cover.ts";
import type { CompiledParameter } from "./search-parameter.ts";
import { badValue, comparators, splitComparator } from "./search-value.ts";
import type { Comparator } from "./search-value.ts";
import { storedTime } from "./stored-time.ts";
import { allTime, parseTimeRange } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";
import { term } from "./value-kind.ts";
import type { ValueKind, ValueQuery } from "./value-kind.ts";

// A stored stretch gets few terms, since what it covers too much is sorted out when candidates are opened; a query
// gets as many as its ends need down to the day.
const storedNodes = 8;
const queryNodes = 130;

/** Dates, instants, periods and timings, as nodes of the calendar. */
export const dateValues: ValueKind = {
  datatypes: new Set(["date", "dateTime", "instant", "Period", "Timing"]),
  modifiers: ["missing"],
  comparators,
  emitTerms(value, { datatype }, emit) {
    const range = storedTime(value, datatype);
    if (range === undefined) return;
    for (const node of coverTime(range, storedNodes)) {
      emit(term("path", node));
      for (const ancestor of ancestorsOf(node)) emit(term("path", ancestor));
      if (node.length > 1 && node.length < 10) emit(term("cover", node));
    }
  },
  parseQuery: (text, parameter) => dateQuery(parseDateQuery(text, parameter.code)),
  sortKey: (value, { datatype }) => storedTime(value, datatype)?.from,
};

export type DateQuery = { readonly comparator: Comparator; readonly asked: TimeRange };

/** @throws SearchError `fhir/bad-search-value` */
export function parseDateQuery(text: string, parameter: CompiledParameter["code"]): DateQuery {
  const { comparator, rest } = splitComparator(text);
  // A plus sign that nobody encoded arrives as a space.
  const asked = parseTimeRange(rest.replace(" ", "+"));
  if (asked === undefined)
    throw badValue(parameter, "a date such as 2026, 2026-03, 2026-03-07 or 2026-03-07T09:30:00Z");
  return { comparator, asked };
}

function dateQuery(query: DateQuery): ValueQuery {
  const terms = query.comparator === "ne" ? undefined : stretchTerms(reachOf(query));
  return {
    termsFor: ({ indexed }) => (indexed ? terms : undefined),
    matches(value, { datatype }) {
      const stored = storedTime(value, datatype);
      return stored !== undefined && matchesTime(stored, query);
    },
    exactFor: () => false,
  };
}

/** Whether a stored stretch answers a query. Source: http://hl7.org/fhir/R4/search.html#prefix */
export function matchesTime(stored: TimeRange, { comparator, asked }: DateQuery): boolean {
  switch (comparator) {
    case "eq":
      return within(stored, asked);
    case "ne":
      return !within(stored, asked);
    case "gt":
      return stored.until > asked.until;
    case "lt":
      return stored.from < asked.from;
    case "ge":
      return stored.until > asked.until || within(stored, asked);
    case "le":
      return stored.from < asked.from || within(stored, asked);
    case "sa":
      return stored.from >= asked.until;
    case "eb":
      return stored.until <= asked.from;
    case "ap":
      return overlap(stored, nearby(asked));
  }
}

/** A stretch that every match of the query overlaps. */
export function reachOf({ comparator, asked }: DateQuery): TimeRange {
  switch (comparator) {
    case "eq":
      return asked;
    case "ne":
      return allTime;
    case "gt":
    case "sa":
      return { from: asked.until, until: Infinity };
    case "ge":
      return { from: asked.from, until: Infinity };
    case "lt":
    case "eb":
      return { from: -Infinity, until: asked.from };
    case "le":
      return { from: -Infinity, until: asked.until };
    case "ap":
      return nearby(asked);
  }
}

function within(stored: TimeRange, asked: TimeRange): boolean {
  return stored.from >= asked.from && stored.until <= asked.until;
}

function overlap(a: TimeRange, b: TimeRange): boolean {
  return a.from < b.until && b.from < a.until;
}

/** "Approximately" is the stated year, month, day or finer with one more of them on either side. */
function nearby(asked: TimeRange): TimeRange {
  const width = asked.until - asked.from;
  return { from: asked.from - width, until: asked.until + width };
}

/** Terms of which every stored date has one that overlaps a stretch. */
export function stretchTerms(reach: TimeRange): readonly string[] {
  const nodes = coverTime(reach, queryNodes);
  const ancestors = new Set(nodes.flatMap(ancestorsOf));
  return [...nodes.map((node) => term("path", node)), ...[...ancestors].map((node) => term("cover", node))];
}
