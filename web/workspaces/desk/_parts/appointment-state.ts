import type { AppointmentAct, AppointmentState } from "../../../../contract/index.ts";
import type { Tone } from "../../../ui/StatusChip.tsx";

export const stateWords: Readonly<Record<AppointmentState, { readonly label: string; readonly tone: Tone }>> = {
  requested: { label: "Requested", tone: "neutral" },
  "waiting-list": { label: "Waiting list", tone: "neutral" },
  booked: { label: "Booked", tone: "info" },
  arrived: { label: "Waiting", tone: "caution" },
  "with-clinician": { label: "In session", tone: "caution" },
  done: { label: "Done", tone: "good" },
  "no-show": { label: "Did not attend", tone: "neutral" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

export const actWords: Readonly<Record<AppointmentAct, string>> = {
  arrive: "Arrived",
  start: "Goes in",
  finish: "Done",
  "no-show": "Did not attend",
  cancel: "Cancel…",
  undo: "Undo",
};

/** Where each act leads; `undo` goes a step back, which the server knows. */
export const leadsTo: Readonly<Record<Exclude<AppointmentAct, "undo">, AppointmentState>> = {
  arrive: "arrived",
  start: "with-clinician",
  finish: "done",
  "no-show": "no-show",
  cancel: "cancelled",
};

/** Nothing more happens: what comes next is another appointment. */
export function isOver(state: AppointmentState): boolean {
  return state === "done" || state === "no-show" || state === "cancelled";
}

/** What is usually done next. */
export const nextAct: Readonly<Partial<Record<AppointmentState, "arrive" | "start" | "finish">>> = {
  booked: "arrive",
  arrived: "start",
  "with-clinician": "finish",
};
