import { Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../../app/session/use-session.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { countsText } from "./counts-text.ts";
import { dueText } from "./due-text.ts";
import { TaskChip } from "./TaskChip.tsx";
import { TaskLink } from "./TaskLink.tsx";
import { hasTasks, useTasks } from "./task-calls.ts";
import classes from "./TaskSummary.module.css";
import { inEnglish } from "../../../language/index.ts";
import { say } from "./words/index.ts";

const mostShown = 5;

/** For an officer's first page: what to do now, overdue first. Shows nothing to those who have no such tasks. */
export function TaskSummary() {
  const { permissions } = useSession();
  const officer = hasTasks(permissions);
  const tasks = useTasks("open", officer);
  if (!officer) return null;
  const now = new Date();
  return (
    <section aria-labelledby="tasks-now" className={classes.section}>
      <header className={classes.head}>
        <Title order={2} id="tasks-now">
          {say("clocksRunning")}
        </Title>
        {tasks.data !== undefined && tasks.data.tasks.length > 0 && (
          <Link to="/tasks">{countsText(tasks.data.counts)}</Link>
        )}
      </header>
      {tasks.error !== null && <ErrorNotice error={tasks.error} again={() => void tasks.refetch()} />}
      {tasks.data?.tasks.length === 0 && <Text c="dimmed">{say("noTasks")}</Text>}
      {tasks.data !== undefined && tasks.data.tasks.length > 0 && (
        <ul className={classes.list} aria-label={say("mostUrgent")}>
          {tasks.data.tasks.slice(0, mostShown).map((task) => (
            <li key={task.id} className={classes.task} data-overdue={task.overdue || undefined}>
              <span className={classes.words}>
                <span {...inEnglish}>{task.title}</span>
                <span className={classes.facts}>
                  <TaskChip task={task} />
                  <time dateTime={task.dueAt} title={dateTimeText(task.dueAt)}>
                    {dueText(task.dueAt, now)}
                  </time>
                </span>
              </span>
              <TaskLink task={task} />
            </li>
          ))}
        </ul>
      )}
      {tasks.data !== undefined && tasks.data.tasks.length > mostShown && (
        <Text mt="xs">
          <Link to="/tasks">{say("more", { count: tasks.data.tasks.length - mostShown })}</Link>
        </Text>
      )}
    </section>
  );
}
