import { IconBan, IconCheck, IconClockOff, IconHourglassHigh, IconProgressCheck } from "@tabler/icons-react";
import type { RecoveryRow } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";

/** Whether something can still come of it. */
export function isOpen({ state }: RecoveryRow): boolean {
  switch (state) {
    case "asked":
    case "half-approved":
    case "mailed":
    case "waiting":
    case "ready":
    case "enrolling":
      return true;
    case "done":
    case "refused":
    case "cancelled":
    case "lapsed":
      return false;
  }
}

/** How far a recovery is. */
export function RecoveryStateChip({ row }: { readonly row: RecoveryRow }) {
  switch (row.state) {
    case "asked":
      return (
        <StatusChip icon={IconHourglassHigh} tone="caution">
          Awaits two approvals
        </StatusChip>
      );
    case "half-approved":
      return (
        <StatusChip icon={IconHourglassHigh} tone="caution">
          Awaits one more approval
        </StatusChip>
      );
    case "mailed":
      return (
        <StatusChip icon={IconHourglassHigh} tone="info">
          Link sent
        </StatusChip>
      );
    case "waiting":
      return (
        <StatusChip icon={IconHourglassHigh} tone="info">
          Waiting time runs
        </StatusChip>
      );
    case "ready":
      return (
        <StatusChip icon={IconProgressCheck} tone="info">
          May enrol now
        </StatusChip>
      );
    case "enrolling":
      return (
        <StatusChip icon={IconProgressCheck} tone="info">
          Enrolling
        </StatusChip>
      );
    case "done":
      return (
        <StatusChip icon={IconCheck} tone="good">
          Back in
        </StatusChip>
      );
    case "refused":
      return <StatusChip icon={IconBan}>Refused</StatusChip>;
    case "cancelled":
      return <StatusChip icon={IconBan}>Stopped by its owner</StatusChip>;
    case "lapsed":
      return <StatusChip icon={IconClockOff}>Lapsed</StatusChip>;
  }
}
