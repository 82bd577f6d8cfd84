import { IconAlarm, IconCircleCheck, IconCircleX, IconClock } from "@tabler/icons-react";
import type { ReviewItem } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AlteredChip } from "./AlteredChip.tsx";

/** How a grant under review stands. */
export function ItemChip({ item }: { readonly item: ReviewItem }) {
  if (item.altered) return <AlteredChip />;
  switch (item.state) {
    case "pending":
      return <StatusChip icon={IconClock}>To decide</StatusChip>;
    case "overdue":
      return (
        <StatusChip icon={IconAlarm} tone="danger">
          Overdue
        </StatusChip>
      );
    case "kept":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          Kept
        </StatusChip>
      );
    case "withdrawn":
      return (
        <StatusChip icon={IconCircleX} tone="caution">
          Withdrawn
        </StatusChip>
      );
    case "gone":
      return <StatusChip icon={IconCircleX}>Ended meanwhile</StatusChip>;
  }
}
