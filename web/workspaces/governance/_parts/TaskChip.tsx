import { IconAlarm, IconCircleCheck, IconClock, IconFlag3 } from "@tabler/icons-react";
import type { OfficerTask } from "../../../../contract/index.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AlteredChip } from "./AlteredChip.tsx";
import { say } from "./words/index.ts";

/** How urgent a task is. */
export function TaskChip({ task }: { readonly task: OfficerTask }) {
  if (task.altered) return <AlteredChip />;
  if (task.state === "done")
    return (
      <StatusChip icon={IconCircleCheck} tone="good">
        {say("done")}
      </StatusChip>
    );
  if (task.overdue)
    return (
      <StatusChip icon={IconAlarm} tone="danger">
        {say("overdue")}
      </StatusChip>
    );
  if (task.risk === "high")
    return (
      <StatusChip icon={IconFlag3} tone="caution">
        {say("highRisk")}
      </StatusChip>
    );
  return <StatusChip icon={IconClock}>{task.risk === "medium" ? say("mediumRisk") : say("lowRisk")}</StatusChip>;
}
