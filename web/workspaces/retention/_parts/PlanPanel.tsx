import { Button, Group, List, Progress, Text } from "@mantine/core";
import { useEffect } from "react";
import type { RetentionPlan } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PlanPlot } from "./PlanPlot.tsx";
import { usePlan, useStartPlan } from "./retention-calls.ts";

const count = new Intl.NumberFormat("en-GB");

const undatedWords = {
  held: "under a legal hold",
  open: "kept while the patient lives",
  unknown: "kept, because a birth date or date of death isn’t recorded",
  "not-covered": "kept, because no rule covers them",
} as const satisfies Record<keyof RetentionPlan["undated"], string>;

/** Works out what falls due when, and shows it. */
export function PlanPanel() {
  const run = usePlan();
  const start = useStartPlan();
  const state = run.data?.state;
  const plan = run.data?.plan;
  useEffect(() => {
    if (state === "done") announce("The plan is ready");
  }, [state]);
  return (
    <>
      {run.error !== null && <ErrorNotice error={run.error} again={() => void run.refetch()} />}
      {start.error !== null && <ErrorNotice error={start.error} />}
      {state === "failed" && (
        <Text role="alert" mb="sm">
          The plan could not be finished. Nothing was changed: start it again.
        </Text>
      )}
      {plan !== undefined && (
        <>
          {plan.rows.length > 0 && <PlanPlot plan={plan} />}
          <List size="sm" my="sm">
            {Object.entries(undatedWords).flatMap(([name, words]) => {
              const { records, patients } = plan.undated[name as keyof typeof undatedWords];
              if (records === 0) return [];
              const all = `${count.format(records)} ${records === 1 ? "record" : "records"} ${words}`;
              return [
                <List.Item key={name}>
                  {all}; of {count.format(patients)} {patients === 1 ? "patient" : "patients"} the whole record
                </List.Item>,
              ];
            })}
          </List>
          <Text size="sm" c="dimmed" mb="sm">
            {count.format(plan.recordsInAll)} records of {count.format(plan.patientsInAll)} patients,{" "}
            {count.format(plan.aboutNobody)} of them about nobody. Looked through {dateTimeText(plan.at)}.
          </Text>
        </>
      )}
      {state === "running" && (
        <div role="status">
          <Progress
            value={run.data === undefined || run.data.total === 0 ? 0 : (run.data.done / run.data.total) * 100}
            aria-label="Records looked through"
            mb={4}
          />
          <Text size="sm" c="dimmed" mb="sm">
            {count.format(run.data?.done ?? 0)} of {count.format(run.data?.total ?? 0)} records
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
          {plan === undefined ? "Work out what falls due" : "Work it out again"}
        </Button>
      </Group>
    </>
  );
}
