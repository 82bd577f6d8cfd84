import type { TimeRange } from "./time-range.ts";

/**
 * A node of the calendar tree, told apart by its length: century "20", decade "202", year "2020", month "2020-02",
 * day "2020-02-29", all in UTC; and "-" and "+" for all that lies before 1800 and after 2199.
 */
export type CalendarNode = string;

const firstDay = "1800-01-01";
const lastDay = "2199-12-31";
const treeStart = Date.parse(firstDay);
const treeEnd = Date.parse("2200-01-01");
const depths = [10, 7, 4, 3, 2] as const;

/** The node's ancestors, nearest first. */
export function ancestorsOf(node: CalendarNode): readonly CalendarNode[] {
  return depths.filter((length) => length < node.length).map((length) => node.slice(0, length));
}

/**
 * Nodes that together hold a whole stretch of time, at most `limit` of them (never fewer than six).
 * Where days would be too many, both ends are widened to months, then to years, decades, centuries.
 */
export function coverTime(range: TimeRange, limit: number): readonly CalendarNode[] {
  const nodes: CalendarNode[] = [];
  if (range.from < treeStart) nodes.push("-");
  if (range.until > treeEnd) nodes.push("+");
  if (range.until <= treeStart || range.from >= treeEnd) return nodes;
  const from = range.from <= treeStart ? firstDay : dayOf(range.from);
  const until = range.until >= treeEnd ? lastDay : dayOf(range.until - 1);
  if (from === until) nodes.push(from);
  else nodes.push(...coverDays(from, until, limit - nodes.length));
  return nodes;
}

function coverDays(from: string, until: string, limit: number): readonly CalendarNode[] {
  for (const depth of depths) {
    const cover: CalendarNode[] = [];
    const first = firstDayOf(from.slice(0, depth));
    const last = lastDayOf(until.slice(0, depth));
    for (const root of rootsBetween(first, last)) addNodes(root, first, last, cover);
    if (cover.length <= limit) return cover;
  }
  return ["18", "19", "20", "21"];
}

function rootsBetween(first: string, last: string): readonly CalendarNode[] {
  // The deepest node that holds both ends, if one does, spares the walk from the centuries down.
  const shared = depths.find((depth) => first.slice(0, depth) === last.slice(0, depth));
  return shared === undefined ? ["18", "19", "20", "21"] : [first.slice(0, shared)];
}

function addNodes(node: CalendarNode, first: string, last: string, cover: CalendarNode[]): void {
  const nodeFirst = firstDayOf(node);
  const nodeLast = lastDayOf(node);
  if (nodeLast < first || nodeFirst > last) return;
  if (nodeFirst >= first && nodeLast <= last) cover.push(node);
  else for (const child of childrenOf(node)) addNodes(child, first, last, cover);
}

function childrenOf(node: CalendarNode): readonly CalendarNode[] {
  if (node.length < 4) return digits.map((digit) => node + digit);
  if (node.length === 4) return months.map((month) => `${node}-${month}`);
  return days.slice(0, daysInMonth(node)).map((day) => `${node}-${day}`);
}

function firstDayOf(node: CalendarNode): string {
  return node + firstDayRest(node.length);
}

function lastDayOf(node: CalendarNode): string {
  return node.length === 7 ? `${node}-${daysInMonth(node)}` : node + lastDayRest(node.length);
}

function firstDayRest(length: number): string {
  return length === 2 ? "00-01-01" : length === 3 ? "0-01-01" : length === 4 ? "-01-01" : length === 7 ? "-01" : "";
}

function lastDayRest(length: number): string {
  return length === 2 ? "99-12-31" : length === 3 ? "9-12-31" : length === 4 ? "-12-31" : "";
}

function daysInMonth(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
const days = Array.from({ length: 31 }, (_, index) => String(index + 1).padStart(2, "0"));
