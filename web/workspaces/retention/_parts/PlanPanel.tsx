import { Button, Group, List, Progress, Text } from "@mantine/core";
import { useEffect } from "react";
import type { RetentionPlan } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PlanPlot } from "./PlanPlot.tsx";
import { usePlan, useStartPlan } from "./retention-calls.ts";
import { figures } from "../../../language/index.ts";
import { say } from "../words/index.ts";

const count = figures();

/** Names of the words for what has no year, in the order in which they are told. */
const undatedNames = {
  held: "held",
  open: "openEnded",
  unknown: "unknownDates",
  "not-covered": "notCovered",
} as const satisfies Record<keyof RetentionPlan["undated"], string>;

/** Works out what falls due when, and shows it. */
export function PlanPanel() {
  const run = usePlan();
  const start = useStartPlan();
  const state = run.data?.state;
  const plan = run.data?.plan;
  useEffect(() => {
    if (state === "done") announce(say("planReady"));
  }, [state]);
  return (
    <>
      {run.error !== null && <ErrorNotice error={run.error} again={() => void run.refetch()} />}
      {start.error !== null && <ErrorNotice error={start.error} />}
      {state === "failed" && (
        <Text role="alert" mb="sm">
          {say("planFailed")}
        </Text>
      )}
      {plan !== undefined && (
        <>
          {plan.rows.length > 0 && <PlanPlot plan={plan} />}
          <List size="sm" my="sm">
            {(["held", "open", "unknown", "not-covered"] as const).flatMap((name) => {
              const { records, patients } = plan.undated[name];
              if (records === 0) return [];
              return [<List.Item key={name}>{say(undatedNames[name], { records, patients })}</List.Item>];
            })}
          </List>
          <Text size="sm" c="dimmed" mb="sm">
            {say("lookedThrough", {
              records: count.format(plan.recordsInAll),
              patients: count.format(plan.patientsInAll),
              nobody: count.format(plan.aboutNobody),
              time: dateTimeText(plan.at),
            })}
          </Text>
        </>
      )}
      {state === "running" && (
        <div role="status">
          <Progress
            value={run.data === undefined || run.data.total === 0 ? 0 : (run.data.done / run.data.total) * 100}
            aria-label={say("recordsLooked")}
            mb={4}
          />
          <Text size="sm" c="dimmed" mb="sm">
            {say("doneOf", {
              done: count.format(run.data?.done ?? 0),
              total: count.format(run.data?.total ?? 0),
            })}
          </Text>
        </div>
      )}
      <Group>
        <Button
          variant={plan === undefined ? "filled" : "default"}
          loading={start.isPending}
          disabled={state === "running"}
          onClick={() => start.mutate(false)}
        >
          {plan === undefined ? say("workOut") : say("workOutAgain")}
        </Button>
      </Group>
    </>
  );
}
