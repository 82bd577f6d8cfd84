import { readFileSync, readdirSync } from "node:fs";
import type { Meter } from "./measure.ts";

const microsecondsPerTick = 10_000;

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Of itself and of children that have ended. */
  readonly ticks: number;
}

function timesOf(pid: number): ProcessTimes | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const close = text.lastIndexOf(")");
    const fields = text
      .slice(close + 2)
      .split(" ")
      .map(Number);
    const [, parent = 0] = fields;
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + field, 0);
    return { pid, parent, name: text.slice(text.indexOf("(") + 1, close), ticks };
  } catch {
    return undefined; // it ended meanwhile
  }
}

/** The process and everything below it. */
function familyOf(root: number): readonly ProcessTimes[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => timesOf(Number(name)) ?? []);
  const members = new Map(all.filter(({ pid }) => pid === root).map((one) => [one.pid, one]));
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of all) {
      if (members.has(one.parent) && !members.has(one.pid)) {
        members.set(one.pid, one);
        grown = true;
      }
    }
  }
  return [...members.values()];
}

/** Meters of a server process and of the PostgreSQL below it. Linux only; resolution 10 ms. */
export function processMeters(pid: number): readonly Meter[] {
  const sum = (wanted: (one: ProcessTimes) => boolean) =>
    familyOf(pid)
      .filter(wanted)
      .reduce((total, { ticks }) => total + ticks, 0) * microsecondsPerTick;
  return [
    { name: "server", read: () => sum((one) => one.pid === pid) },
    { name: "database", read: () => sum((one) => one.pid !== pid) },
  ];
}

/** Resident memory, in MB of 2^20 bytes. */
export function residentMegabytes(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kilobytes = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN);
  return { now: kilobytes("VmRSS") / 1024, most: kilobytes("VmHWM") / 1024 };
}
