import { IconAlarm, IconCircleCheck, IconCircleX, IconClock, IconLockOpen } from "@tabler/icons-react";
import type { BreakGlassState } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { say } from "../words/index.ts";

export const outcomeWords = {
  justified: say("justified"),
  "not-justified": say("notJustified"),
  "follow-up": say("needsFollowUp"),
} as const;

/** How an emergency stands. */
export function EmergencyChip({ state, overdue }: { readonly state: BreakGlassState; readonly overdue: boolean }) {
  switch (state) {
    case "open":
      return (
        <StatusChip icon={IconLockOpen} tone="danger">
          {say("openNow")}
        </StatusChip>
      );
    case "awaiting-review":
      return overdue ? (
        <StatusChip icon={IconAlarm} tone="danger">
          {say("reviewOverdue")}
        </StatusChip>
      ) : (
        <StatusChip icon={IconClock} tone="caution">
          {say("awaitsReview")}
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
