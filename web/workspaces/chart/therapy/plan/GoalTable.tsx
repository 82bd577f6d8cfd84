import { Button, Group } from "@mantine/core";
import { announce } from "../../../../ui/announce.ts";
import { DatedText } from "../../../../ui/clinical/DatedText.tsx";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import table from "../../_parts/layout/table.module.css";
import { useChart } from "../../_parts/record/use-chart.ts";
import type { MeasureCourse } from "../measures/measure-list.ts";
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
  active: "Worked on",
  reached: "Reached",
  "given-up": "Given up",
};

/** What is worked on, how far it has come, and what is over. */
export function GoalTable({ lines, courses, today, mayChange }: Props) {
  const { patientId } = useChart();
  const keep = useKeep<Goal>(patientId);
  const set = (line: GoalLine, state: GoalLine["state"]) =>
    keep.mutate(withState(line.goal, state, today), {
      onSuccess: () => announce(`${line.words}: ${words[state].toLowerCase()}`),
    });
  return (
    <>
      {keep.error !== null && <ErrorNotice error={keep.error} />}
      <table className={`${table.table} ${table.stack}`}>
        <thead>
          <tr>
            <th scope="col">Goal</th>
            <th scope="col">Progress</th>
            <th scope="col">State</th>
            {mayChange && (
              <th scope="col">
                <span className="wb-visually-hidden">Change</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.goal.id} className={line.state === "active" ? undefined : classes.over}>
              <th scope="row">{line.words}</th>
              <td data-label="Progress">
                <DatedText text={progressText(line, courses, today)} />
              </td>
              <td data-label="State">{words[line.state]}</td>
              {mayChange && (
                <td>
                  <Group gap={4}>
                    {line.state === "active" ? (
                      <>
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={`Reached: ${line.words}`}
                          onClick={() => set(line, "reached")}
                        >
                          Reached
                        </Button>
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          aria-label={`Give up: ${line.words}`}
                          onClick={() => set(line, "given-up")}
                        >
                          Give up
                        </Button>
                      </>
                    ) : (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={`Take up again: ${line.words}`}
                        onClick={() => set(line, "active")}
                      >
                        Take up again
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
