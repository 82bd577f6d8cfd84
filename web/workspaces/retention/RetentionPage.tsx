import { Button } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { later } from "../../ui/later.tsx";
import { OfficerNav } from "../governance/_parts/OfficerNav.tsx";
import { AppraisalSection } from "./_parts/AppraisalSection.tsx";
import { ChoiceForm } from "./_parts/ChoiceForm.tsx";
import { HoldList } from "./_parts/HoldList.tsx";
import { RetainedSection } from "./_parts/RetainedSection.tsx";
import { PlanPanel } from "./_parts/PlanPanel.tsx";
import { useRetention } from "./_parts/retention-calls.ts";
import { say } from "./words/index.ts";

const HoldDialog = later(async () => (await import("./_parts/HoldDialog.tsx")).HoldDialog);

/** How long records are kept: by which law, what falls due when, and what is held back. */
export function RetentionPage() {
  const retention = useRetention();
  const [placing, setPlacing] = useState(false);
  const state = retention.data;
  return (
    <>
      <OfficerNav />
      <PageHeader title={say("retention")} summary={say("longestHolds")} />
      {retention.error !== null && <ErrorNotice error={retention.error} again={() => void retention.refetch()} />}
      {state === undefined && retention.error === null && <PageWait />}
      {state !== undefined && (
        <>
          <Section title={say("whatFallsDue")} words={say("goesThrough")}>
            <PlanPanel />
          </Section>
          <AppraisalSection />
          <RetainedSection />
          <Section
            title={say("legalHolds")}
            words={say("holdsWhy")}
            actions={<Button onClick={() => setPlacing(true)}>{say("placeHoldMore")}</Button>}
          >
            <HoldList holds={state.holds} />
          </Section>
          <Section title={say("whichLaw")} words={say("whichLawWhy")}>
            <ChoiceForm state={state} />
          </Section>
        </>
      )}
      {placing && <HoldDialog close={() => setPlacing(false)} />}
    </>
  );
}
