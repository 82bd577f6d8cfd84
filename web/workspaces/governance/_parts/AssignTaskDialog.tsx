import type { OfficerTask } from "../../../../contract/index.ts";
import { AssignDialog } from "./AssignDialog.tsx";
import { useAssignees, useAssignTask } from "./task-calls.ts";

/** Gives a task to somebody who may do it, or back to everybody who may. */
export function AssignTaskDialog({ task, close }: { readonly task: OfficerTask; readonly close: () => void }) {
  const assignees = useAssignees(task.id);
  const assign = useAssignTask();
  return (
    <AssignDialog
      title={`Assign: ${task.title}`}
      label="Who sees to it"
      chosen={task.assignee?.id}
      nobody="Whoever comes first"
      people={assignees}
      assign={assign}
      onAssign={(personId, onSuccess) => assign.mutate({ id: task.id, personId }, { onSuccess })}
      close={close}
    />
  );
}
