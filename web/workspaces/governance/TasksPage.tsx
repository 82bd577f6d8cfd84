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
import { later } from "../../ui/later.tsx";
import { countsText } from "./_parts/counts-text.ts";
import { useTasks } from "./_parts/task-calls.ts";
import { dueText } from "./_parts/due-text.ts";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { TaskChip } from "./_parts/TaskChip.tsx";
import { TaskLink } from "./_parts/TaskLink.tsx";
import { isolated } from "../../language/index.ts";
import { say } from "./words/index.ts";

const AssignTaskDialog = later(async () => (await import("./_parts/AssignTaskDialog.tsx")).AssignTaskDialog);
const CompleteTaskDialog = later(async () => (await import("./_parts/CompleteTaskDialog.tsx")).CompleteTaskDialog);

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
        title={say("tasks")}
        summary={counts === undefined ? say("tasksSummary") : countsText(counts)}
        actions={
          <SegmentedControl
            aria-label={say("whichTasks")}
            data={[
              { value: "open", label: say("toDo") },
              { value: "done", label: say("done") },
            ]}
            value={state}
            onChange={(value) => setState(value === "done" ? "done" : "open")}
          />
        }
      />
      {tasks.error !== null && <ErrorNotice error={tasks.error} again={() => void tasks.refetch()} />}
      {tasks.data === undefined && tasks.error === null && <PageWait />}
      {tasks.data?.tasks.length === 0 && (
        <EmptyState title={state === "open" ? say("nothingWaits") : say("nothingDone")}>
          {say("tasksAppear")}
        </EmptyState>
      )}
      {tasks.data !== undefined && tasks.data.tasks.length > 0 && (
        <Entries label={state === "open" ? say("openTasks") : say("tasksDone")}>
          {tasks.data.tasks.map((task) => (
            <Entry
              key={task.id}
              mark={marks[task.kind]}
              title={isolated(task.title)}
              aside={<TaskChip task={task} />}
              facts={[
                <time key="created" dateTime={task.createdAt} title={dateTimeText(task.createdAt)}>
                  {say("since", { ago: agoText(task.createdAt, now) })}
                </time>,
                task.state === "open" ? (
                  <time key="due" dateTime={task.dueAt} title={dateTimeText(task.dueAt)}>
                    {dueText(task.dueAt, now)}
                  </time>
                ) : task.doneAt === undefined ? (
                  say("doneBy", { name: task.doneBy ?? say("somebody") })
                ) : (
                  say("doneByAt", { name: task.doneBy ?? say("somebody"), ago: agoText(task.doneAt, now) })
                ),
                task.assignee === undefined ? say("nobodysYet") : say("with", { name: task.assignee.name }),
              ]}
              actions={
                task.state === "open" && (
                  <>
                    <TaskLink task={task} />
                    {task.completable && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={say("doneOf", { title: task.title })}
                        onClick={() => setCompleting(task)}
                      >
                        {say("doneMore")}
                      </Button>
                    )}
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-label={say("assignOf", { title: task.title })}
                      onClick={() => setAssigning(task)}
                    >
                      {say("assignMore")}
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
