import type { OfficerTask } from "../../../../contract/index.ts";
import { AssignDialog } from "./AssignDialog.tsx";
import { useAssignees, useAssignTask } from "./task-calls.ts";
import { say } from "../words/index.ts";

/** Gives a task to somebody who may do it, or back to everybody who may. */
export function AssignTaskDialog({ task, close }: { readonly task: OfficerTask; readonly close: () => void }) {
  const assignees = useAssignees(task.id);
  const assign = useAssignTask();
  return (
    <AssignDialog
      title={say("assignOf", { title: task.title })}
      label={say("whoSees")}
      chosen={task.assignee?.id}
      nobody={say("whoeverFirst")}
      people={assignees}
      assign={assign}
      onAssign={(personId, onSuccess) => assign.mutate({ id: task.id, personId }, { onSuccess })}
      close={close}
    />
  );
}
