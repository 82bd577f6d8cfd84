import { Button, SegmentedControl } from "@mantine/core";
import {
  IconArchive,
  IconChecklist,
  IconFileAlert,
  type Icon,
  IconLockExclamation,
  IconNetwork,
  IconPlugConnected,
  IconShieldQuestion,
  IconUrgent,
  IconUserHeart,
  IconUserQuestion,
  IconUserShield,
} from "@tabler/icons-react";
import { useState } from "react";
import type { OfficerTask, TaskKind } from "../../../contract/index.ts";
import { agoText, dateTimeText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { AssignTaskDialog } from "./_parts/AssignTaskDialog.tsx";
import { CompleteTaskDialog } from "./_parts/CompleteTaskDialog.tsx";
import { countsText } from "./_parts/counts-text.ts";
import { useTasks } from "./_parts/task-calls.ts";
import { dueText } from "./_parts/due-text.ts";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { TaskChip } from "./_parts/TaskChip.tsx";
import { TaskLink } from "./_parts/TaskLink.tsx";

const marks: Readonly<Record<TaskKind, Icon>> = {
  "break-glass-review": IconUrgent,
  "break-glass-misses": IconShieldQuestion,
  "vendor-approval": IconUserQuestion,
  "access-review": IconChecklist,
  "review-without-reviewer": IconUserQuestion,
  "role-approval": IconUserShield,
  "program-approval": IconPlugConnected,
  "role-witnessed": IconUserShield,
  "faulty-consents": IconFileAlert,
  "due-records": IconArchive,
  "locked-accounts": IconLockExclamation,
  "slowed-places": IconNetwork,
  "proxy-confirmation": IconUserHeart,
  "proxy-ending": IconUserHeart,
  "proxy-ended": IconUserHeart,
};

/** What an officer has to do: overdue first, then what carries most risk, then the nearest deadline. */
export function TasksPage() {
  const [state, setState] = useState<"open" | "done">("open");
  const [assigning, setAssigning] = useState<OfficerTask | undefined>(undefined);
  const [completing, setCompleting] = useState<OfficerTask | undefined>(undefined);
  const tasks = useTasks(state);
  const now = new Date();
  const counts = tasks.data?.counts;
  return (
    <>
      <OfficerNav />
      <PageHeader
        title="Tasks"
        summary={counts === undefined ? "Deadlines that privacy and access depend on." : countsText(counts)}
        actions={
          <SegmentedControl
            aria-label="Which tasks"
            data={[
              { value: "open", label: "To do" },
              { value: "done", label: "Done" },
            ]}
            value={state}
            onChange={(value) => setState(value === "done" ? "done" : "open")}
          />
        }
      />
      {tasks.error !== null && <ErrorNotice error={tasks.error} again={() => void tasks.refetch()} />}
      {tasks.data === undefined && tasks.error === null && <PageWait />}
      {tasks.data?.tasks.length === 0 && (
        <EmptyState title={state === "open" ? "Nothing waits for you" : "Nothing was done yet"}>
          Emergencies to review, vendors to approve and access reviews appear here by themselves, with their deadlines.
        </EmptyState>
      )}
      {tasks.data !== undefined && tasks.data.tasks.length > 0 && (
        <Entries label={state === "open" ? "Open tasks" : "Tasks that are done"}>
          {tasks.data.tasks.map((task) => (
            <Entry
              key={task.id}
              mark={marks[task.kind]}
              title={task.title}
              aside={<TaskChip task={task} />}
              facts={[
                <time key="created" dateTime={task.createdAt} title={dateTimeText(task.createdAt)}>
                  Since {agoText(task.createdAt, now)}
                </time>,
                task.state === "open" ? (
                  <time key="due" dateTime={task.dueAt} title={dateTimeText(task.dueAt)}>
                    {dueText(task.dueAt, now)}
                  </time>
                ) : (
                  `Done by ${task.doneBy ?? "somebody"}${task.doneAt === undefined ? "" : ` ${agoText(task.doneAt, now)}`}`
                ),
                task.assignee === undefined ? "Nobody’s yet" : `With ${task.assignee.name}`,
              ]}
              actions={
                task.state === "open" && (
                  <>
                    <TaskLink task={task} />
                    {task.completable && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`Done: ${task.title}`}
                        onClick={() => setCompleting(task)}
                      >
                        Done…
                      </Button>
                    )}
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-label={`Assign: ${task.title}`}
                      onClick={() => setAssigning(task)}
                    >
                      Assign…
                    </Button>
                  </>
                )
              }
            />
          ))}
        </Entries>
      )}
      {assigning !== undefined && <AssignTaskDialog task={assigning} close={() => setAssigning(undefined)} />}
      {completing !== undefined && <CompleteTaskDialog task={completing} close={() => setCompleting(undefined)} />}
    </>
  );
}
