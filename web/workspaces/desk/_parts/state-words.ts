import type { AppointmentAct, AppointmentState } from "../../../../contract/index.ts";
import type { Tone } from "../../../ui/StatusChip.tsx";
import { say } from "../words/index.ts";

export const stateWords: Readonly<Record<AppointmentState, { readonly label: string; readonly tone: Tone }>> = {
  requested: { label: say("stateRequested"), tone: "neutral" },
  "waiting-list": { label: say("stateWaitingList"), tone: "neutral" },
  booked: { label: say("stateBooked"), tone: "info" },
  arrived: { label: say("stateArrived"), tone: "caution" },
  "with-clinician": { label: say("stateWithClinician"), tone: "caution" },
  done: { label: say("stateDone"), tone: "good" },
  "no-show": { label: say("stateNoShow"), tone: "neutral" },
  cancelled: { label: say("stateCancelled"), tone: "neutral" },
};

export const actWords: Readonly<Record<AppointmentAct, string>> = {
  arrive: say("actArrive"),
  start: say("actStart"),
  finish: say("actFinish"),
  "no-show": say("actNoShow"),
  cancel: say("actCancel"),
  undo: say("undo"),
};
