import { IconAlarm, IconCircleCheck, IconCircleX, IconClock, IconLockOpen } from "@tabler/icons-react";
import type { BreakGlassState } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";

export const outcomeWords = {
  justified: "Justified",
  "not-justified": "Not justified",
  "follow-up": "Needs follow-up",
} as const;

/** How an emergency stands. */
export function EmergencyChip({ state, overdue }: { readonly state: BreakGlassState; readonly overdue: boolean }) {
  switch (state) {
    case "open":
      return (
        <StatusChip icon={IconLockOpen} tone="danger">
          Open now
        </StatusChip>
      );
    case "awaiting-review":
      return overdue ? (
        <StatusChip icon={IconAlarm} tone="danger">
          Review overdue
        </StatusChip>
      ) : (
        <StatusChip icon={IconClock} tone="caution">
          Awaits review
        </StatusChip>
      );
    case "follow-up":
      return (
        <StatusChip icon={IconClock} tone="caution">
          {outcomeWords["follow-up"]}
        </StatusChip>
      );
    case "justified":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          {outcomeWords.justified}
        </StatusChip>
      );
    case "not-justified":
      return (
        <StatusChip icon={IconCircleX} tone="danger">
          {outcomeWords["not-justified"]}
        </StatusChip>
      );
  }
}
