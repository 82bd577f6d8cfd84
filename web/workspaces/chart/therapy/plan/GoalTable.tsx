import { Button, Group } from "@mantine/core";
import { announce } from "../../../../ui/announce.ts";
import { DatedText } from "../../../../ui/clinical/DatedText.tsx";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import table from "../../_parts/layout/table.module.css";
import { useChart } from "../../_parts/record/use-chart.ts";
import type { MeasureCourse } from "../measures/measure-list.ts";
import { say } from "../words/index.ts";
import { type GoalLine, progressText, withState } from "./goal.ts";
import { type Goal, useKeep } from "./plan-calls.ts";
import classes from "./Plan.module.css";

type Props = {
  readonly lines: readonly GoalLine[];
  readonly courses: readonly MeasureCourse[];
  readonly today: string;
  readonly mayChange: boolean;
};

const words: Readonly<Record<GoalLine["state"], string>> = {
  active: say("workedOn"),
  reached: say("reached"),
  "given-up": say("givenUp"),
};

/** What is worked on, how far it has come, and what is over. */
export function GoalTable({ lines, courses, today, mayChange }: Props) {
  const { patientId } = useChart();
  const keep = useKeep<Goal>(patientId);
  const set = (line: GoalLine, state: GoalLine["state"]) =>
    keep.mutate(withState(line.goal, state, today), {
      onSuccess: () => announce(say("goalSaid", { goal: line.words, state: words[state].toLocaleLowerCase() })),
    });
  return (
    <>
      {keep.error !== null && <ErrorNotice error={keep.error} />}
      <table className={`${table.table} ${table.stack}`}>
        <thead>
          <tr>
            <th scope="col">{say("goal")}</th>
            <th scope="col">{say("progress")}</th>
            <th scope="col">{say("state")}</th>
            {mayChange && (
              <th scope="col">
                <span className="wb-visually-hidden">{say("changeHead")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.goal.id} className={line.state === "active" ? undefined : classes.over}>
              <th scope="row">
                <bdi>{line.words}</bdi>
              </th>
              <td data-label={say("progress")}>
                <DatedText text={progressText(line, courses, today)} />
              </td>
              <td data-label={say("state")}>{words[line.state]}</td>
              {mayChange && (
                <td>
                  <Group gap={4}>
                    {line.state === "active" ? (
                      <>
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={say("reachedOf", { goal: line.words })}
                          onClick={() => set(line, "reached")}
                        >
                          {say("reached")}
                        </Button>
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          aria-label={say("giveUpOf", { goal: line.words })}
                          onClick={() => set(line, "given-up")}
                        >
                          {say("giveUp")}
                        </Button>
                      </>
                    ) : (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={say("takeUpAgainOf", { goal: line.words })}
                        onClick={() => set(line, "active")}
                      >
                        {say("takeUpAgain")}
                      </Button>
                    )}
                  </Group>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
