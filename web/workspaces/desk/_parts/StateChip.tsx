import {
  type Icon,
  IconCalendar,
  IconCalendarX,
  IconCheck,
  IconClock,
  IconHourglass,
  IconQuestionMark,
  IconStethoscope,
  IconUserX,
} from "@tabler/icons-react";
import type { AppointmentState } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { stateWords } from "./state-words.ts";

export const stateIcons: Readonly<Record<AppointmentState, Icon>> = {
  requested: IconQuestionMark,
  "waiting-list": IconHourglass,
  booked: IconCalendar,
  arrived: IconClock,
  "with-clinician": IconStethoscope,
  done: IconCheck,
  "no-show": IconUserX,
  cancelled: IconCalendarX,
};

export function StateChip({ state }: { readonly state: AppointmentState }) {
  const { label, tone } = stateWords[state];
  return (
    <StatusChip icon={stateIcons[state]} tone={tone}>
      {label}
    </StatusChip>
  );
}
