import type { AppointmentAct, AppointmentState } from "../../../../contract/index.ts";
import type { Tone } from "../../../ui/StatusChip.tsx";

export const stateWords: Readonly<Record<AppointmentState, { readonly label: string; readonly tone: Tone }>> = {
  requested: { label: "Requested", tone: "neutral" },
  "waiting-list": { label: "Waiting list", tone: "neutral" },
  booked: { label: "Booked", tone: "info" },
  arrived: { label: "Waiting", tone: "caution" },
  "with-clinician": { label: "With therapist", tone: "caution" },
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

/** What is usually done next. */
export const nextAct: Readonly<Partial<Record<AppointmentState, AppointmentAct>>> = {
  booked: "arrive",
  arrived: "start",
  "with-clinician": "finish",
};

/** `12 min`, `1 h 05` */
export function waitedText(from: string, until: number): string {
  const minutes = Math.max(0, Math.floor((until - Date.parse(from)) / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}
