import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { Section } from "../../../ui/Section.tsx";
import { AppraisalList } from "./AppraisalList.tsx";
import { useAppraisals, usePlan, useRefreshAppraisals, useStartPlan } from "./retention-calls.ts";

/** The queue of what is due, and what was decided. */
export function AppraisalSection() {
  const [which, setWhich] = useState<"open" | "over">("open");
  const list = useAppraisals(which);
  const run = usePlan();
  const start = useStartPlan();
  useRefreshAppraisals(run.data?.queued === undefined ? undefined : run.data.plan?.at);
  return (
    <Section
      title="Appraisal"
      words="A patient’s record is destroyed as a whole, by two people, and never by itself."
      actions={
        <>
          <SegmentedControl
            aria-label="Which appraisals"
            data={[
              { value: "open", label: "Open" },
              { value: "over", label: "Over" },
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
            Queue what is due
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
