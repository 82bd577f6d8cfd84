import type { AppointmentAct, AppointmentState } from "../../../../contract/index.ts";

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
