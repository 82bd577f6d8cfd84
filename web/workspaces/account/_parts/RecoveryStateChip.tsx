import { IconBan, IconCheck, IconClockOff, IconHourglassHigh, IconProgressCheck } from "@tabler/icons-react";
import type { RecoveryRow } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { say } from "../words/index.ts";

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
          {say("awaitsTwo")}
        </StatusChip>
      );
    case "half-approved":
      return (
        <StatusChip icon={IconHourglassHigh} tone="caution">
          {say("awaitsOne")}
        </StatusChip>
      );
    case "mailed":
      return (
        <StatusChip icon={IconHourglassHigh} tone="info">
          {say("linkSent")}
        </StatusChip>
      );
    case "waiting":
      return (
        <StatusChip icon={IconHourglassHigh} tone="info">
          {say("waitRuns")}
        </StatusChip>
      );
    case "ready":
      return (
        <StatusChip icon={IconProgressCheck} tone="info">
          {say("mayEnrol")}
        </StatusChip>
      );
    case "enrolling":
      return (
        <StatusChip icon={IconProgressCheck} tone="info">
          {say("enrolling")}
        </StatusChip>
      );
    case "done":
      return (
        <StatusChip icon={IconCheck} tone="good">
          {say("backIn")}
        </StatusChip>
      );
    case "refused":
      return <StatusChip icon={IconBan}>{say("refused")}</StatusChip>;
    case "cancelled":
      return <StatusChip icon={IconBan}>{say("stoppedByOwner")}</StatusChip>;
    case "lapsed":
      return <StatusChip icon={IconClockOff}>{say("lapsed")}</StatusChip>;
  }
}
