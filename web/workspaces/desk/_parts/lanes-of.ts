import type { AppointmentState, ClinicAppointment } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";

export type Lane = {
  readonly key: "expected" | "waiting" | "in-session" | "done";
  readonly title: string;
  readonly states: readonly AppointmentState[];
  readonly empty: string;
};

export const lanes: readonly Lane[] = [
  { key: "expected", title: say("laneExpected"), states: ["booked"], empty: say("laneExpectedEmpty") },
  { key: "waiting", title: say("laneWaiting"), states: ["arrived"], empty: say("laneWaitingEmpty") },
  { key: "in-session", title: say("laneInSession"), states: ["with-clinician"], empty: say("laneInSessionEmpty") },
  { key: "done", title: say("laneDone"), states: ["done", "no-show", "cancelled"], empty: say("laneDoneEmpty") },
];

/** Who stands in a lane: who waits longest first, who was through last first, the others by the clock. */
export function standingIn({ states }: Lane, appointments: readonly ClinicAppointment[]): readonly ClinicAppointment[] {
  const here = appointments.filter(({ state }) => states.includes(state));
  const by = (one: ClinicAppointment) => Date.parse(momentOf(states, one) ?? one.start ?? "") || 0;
  const ordered = here.toSorted((a, b) => by(a) - by(b));
  if (!states.includes("done")) return ordered;
  // Who just left may want to pay or to come again; who didn't come is below, however late in the day that would have been.
  const latest = ordered.toReversed();
  const came = ({ state }: ClinicAppointment) => state === "done";
  return [...latest.filter(came), ...latest.filter((one) => !came(one))];
}

function momentOf(states: Lane["states"], { arrivedAt, startedAt, finishedAt }: ClinicAppointment): string | undefined {
  if (states.includes("arrived")) return arrivedAt;
  if (states.includes("with-clinician")) return startedAt;
  return states.includes("done") ? finishedAt : undefined;
}

/** Minutes after which waiting is worth a look. */
const long = 15;
const lateAfter = 5;

/** What a card says of time: how long somebody waits or is in, how late they are. */
export function timeWords(
  { state, start, arrivedAt, startedAt }: ClinicAppointment,
  now: number,
): { readonly words: string; readonly isLong: boolean } | undefined {
  const since = (from: string) => Math.max(0, Math.floor((now - Date.parse(from)) / 60_000));
  if (state === "arrived" && arrivedAt !== undefined) {
    const minutes = since(arrivedAt);
    return { words: say("waits", { span: spanText(minutes) }), isLong: minutes >= long };
  }
  if (state === "with-clinician" && startedAt !== undefined)
    return { words: say("inFor", { span: spanText(since(startedAt)) }), isLong: false };
  if (state === "booked" && start !== undefined && since(start) >= lateAfter)
    return { words: say("late", { span: spanText(since(start)) }), isLong: true };
  if (state === "no-show") return { words: say("stateNoShow"), isLong: false };
  if (state === "cancelled") return { words: say("stateCancelled"), isLong: false };
  return undefined;
}

/** `12 min`, `1 h 05` */
function spanText(minutes: number): string {
  return minutes < 60
    ? say("minutes", { minutes })
    : say("hours", { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
}
