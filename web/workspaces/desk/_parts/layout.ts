import type { ClinicAppointment } from "../../../../contract/index.ts";

/** What stands in a column of the calendar: one appointment, or those who share a session. Minutes count from local midnight. */
export type Block = {
  readonly key: string;
  readonly from: number;
  readonly until: number;
  /** More than one only of a kind that several patients have at a time. */
  readonly appointments: readonly [ClinicAppointment, ...ClinicAppointment[]];
  /** Places of the session; 1 of a single appointment. */
  readonly capacity: number;
  /** Which of how many lanes beside one another. */
  readonly lane: number;
  readonly lanes: number;
};

type Laid = Omit<Block, "lane" | "lanes">;

type Ports = {
  /** Minutes from the midnight of the day that is shown; below 0 and above 1,440 what reaches into another day. */
  readonly minuteOf: (instant: string) => number;
  readonly capacityOf: (kindId: string | undefined) => number;
};

/** Whether it takes a place in the calendar. */
export function isInCalendar({ state, start, end }: ClinicAppointment): boolean {
  return state !== "cancelled" && state !== "waiting-list" && start !== undefined && end !== undefined;
}

/** The blocks of one column: what overlaps stands side by side, in as few lanes as it needs. */
export function layOut(appointments: readonly ClinicAppointment[], ports: Ports): readonly Block[] {
  const laid = together(appointments.filter(isInCalendar), ports).toSorted(
    (a, b) => a.from - b.from || b.until - a.until,
  );
  const blocks: Block[] = [];
  let cluster: (Laid & { lane: number })[] = [];
  const close = () => {
    const lanes = Math.max(0, ...cluster.map(({ lane }) => lane)) + 1;
    blocks.push(...cluster.map((block) => ({ ...block, lanes })));
    cluster = [];
  };
  for (const block of laid) {
    if (cluster.length > 0 && cluster.every(({ until }) => until <= block.from)) close();
    const busy = new Set(cluster.filter(({ until }) => until > block.from).map(({ lane }) => lane));
    let lane = 0;
    while (busy.has(lane)) lane += 1;
    cluster.push({ ...block, lane });
  }
  close();
  return blocks;
}

/** Patients of one kind at the same time are one session. */
function together(appointments: readonly ClinicAppointment[], { minuteOf, capacityOf }: Ports): readonly Laid[] {
  const sessions = new Map<string, Laid>();
  for (const appointment of appointments) {
    const { id, kind, start = "", end = "", state } = appointment;
    const capacity = capacityOf(kind?.id);
    const shares = capacity > 1 && state !== "no-show";
    const key = shares ? `${kind?.id}|${start}|${end}` : id;
    const known = sessions.get(key);
    if (known === undefined) {
      const from = Math.max(0, minuteOf(start));
      const until = Math.min(1_440, Math.max(minuteOf(end), from + 5));
      sessions.set(key, { key, from, until, appointments: [appointment], capacity: shares ? capacity : 1 });
    } else sessions.set(key, { ...known, appointments: [...known.appointments, appointment] });
  }
  return [...sessions.values()];
}

/** From when until when a day is shown: the branch's hours, and whatever lies outside them. Whole hours. */
export function shownHours(
  opening: readonly { readonly from: number; readonly until: number }[],
  blocks: readonly { readonly from: number; readonly until: number }[],
): { readonly from: number; readonly until: number } {
  const all = [...opening, ...blocks];
  if (all.length === 0) return { from: 8 * 60, until: 18 * 60 };
  const from = Math.min(...all.map((one) => one.from));
  const until = Math.max(...all.map((one) => one.until));
  return { from: Math.floor(from / 60) * 60, until: Math.min(24 * 60, Math.ceil(until / 60) * 60) };
}
