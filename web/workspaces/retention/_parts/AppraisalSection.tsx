import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { Section } from "../../../ui/Section.tsx";
import { AppraisalList } from "./AppraisalList.tsx";
import { useAppraisals, usePlan, useRefreshAppraisals, useStartPlan } from "./retention-calls.ts";
import { say } from "../words/index.ts";

/** The queue of what is due, and what was decided. */
export function AppraisalSection() {
  const [which, setWhich] = useState<"open" | "over">("open");
  const list = useAppraisals(which);
  const run = usePlan();
  const start = useStartPlan();
  useRefreshAppraisals(run.data?.queued === undefined ? undefined : run.data.plan?.at);
  return (
    <Section
      title={say("appraisal")}
      words={say("appraisalWhy")}
      actions={
        <>
          <SegmentedControl
            aria-label={say("whichAppraisals")}
            data={[
              { value: "open", label: say("open") },
              { value: "over", label: say("over") },
            ]}
            value={which}
            onChange={(value) => setWhich(value === "over" ? "over" : "open")}
          />
          <Button
            variant="default"
            loading={start.isPending}
            disabled={run.data?.state === "running"}
            onClick={() => start.mutate(true)}
          >
            {say("queueDue")}
          </Button>
        </>
      }
    >
      {start.error !== null && <ErrorNotice error={start.error} />}
      {list.error !== null && <ErrorNotice error={list.error} again={() => void list.refetch()} />}
      {list.data === undefined && list.error === null && <PageWait />}
      {list.data !== undefined && <AppraisalList appraisals={list.data.appraisals} which={which} />}
    </Section>
  );
}
