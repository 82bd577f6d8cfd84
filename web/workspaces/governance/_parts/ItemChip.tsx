import { IconAlarm, IconCircleCheck, IconCircleX, IconClock } from "@tabler/icons-react";
import type { ReviewItem } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AlteredChip } from "./AlteredChip.tsx";
import { say } from "../words/index.ts";

/** How a grant under review stands. */
export function ItemChip({ item }: { readonly item: ReviewItem }) {
  if (item.altered) return <AlteredChip />;
  switch (item.state) {
    case "pending":
      return <StatusChip icon={IconClock}>{say("toDecide")}</StatusChip>;
    case "overdue":
      return (
        <StatusChip icon={IconAlarm} tone="danger">
          {say("overdue")}
        </StatusChip>
      );
    case "kept":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          {say("kept")}
        </StatusChip>
      );
    case "withdrawn":
      return (
        <StatusChip icon={IconCircleX} tone="caution">
          {say("withdrawn")}
        </StatusChip>
      );
    case "gone":
      return <StatusChip icon={IconCircleX}>{say("endedMeanwhile")}</StatusChip>;
  }
}
