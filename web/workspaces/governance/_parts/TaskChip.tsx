import { IconAlarm, IconCircleCheck, IconClock, IconFlag3 } from "@tabler/icons-react";
import type { OfficerTask } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AlteredChip } from "./AlteredChip.tsx";

/** How urgent a task is. */
export function TaskChip({ task }: { readonly task: OfficerTask }) {
  if (task.altered) return <AlteredChip />;
  if (task.state === "done")
    return (
      <StatusChip icon={IconCircleCheck} tone="good">
        Done
      </StatusChip>
    );
  if (task.overdue)
    return (
      <StatusChip icon={IconAlarm} tone="danger">
        Overdue
      </StatusChip>
    );
  if (task.risk === "high")
    return (
      <StatusChip icon={IconFlag3} tone="caution">
        High risk
      </StatusChip>
    );
  return <StatusChip icon={IconClock}>{task.risk === "medium" ? "Medium risk" : "Low risk"}</StatusChip>;
}
