import { type Icon, IconCalendar, IconCheck, IconClock, IconDoorEnter, IconUserX, IconX } from "@tabler/icons-react";
import type { AppointmentStatus } from "../../../ui/clinical/fhir-types.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { statusWords } from "./appointment-words.ts";

/** Where an appointment stands. */
export function AppointmentStatusChip({ status }: { readonly status: AppointmentStatus }) {
  const { label, tone } = statusWords(status);
  return (
    <StatusChip icon={iconOf(status)} tone={tone}>
      {label}
    </StatusChip>
  );
}

function iconOf(status: AppointmentStatus): Icon {
  switch (status) {
    case "booked":
    case "proposed":
    case "pending":
      return IconCalendar;
    case "arrived":
    case "checked-in":
      return IconDoorEnter;
    case "fulfilled":
      return IconCheck;
    case "waitlist":
      return IconClock;
    case "noshow":
      return IconUserX;
    case "cancelled":
    case "entered-in-error":
      return IconX;
  }
}
