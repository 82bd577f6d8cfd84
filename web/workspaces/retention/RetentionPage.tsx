import { Button } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { OfficerNav } from "../governance/_parts/OfficerNav.tsx";
import { AppraisalSection } from "./_parts/AppraisalSection.tsx";
import { ChoiceForm } from "./_parts/ChoiceForm.tsx";
import { HoldDialog } from "./_parts/HoldDialog.tsx";
import { HoldList } from "./_parts/HoldList.tsx";
import { RetainedSection } from "./_parts/RetainedSection.tsx";
import { PlanPanel } from "./_parts/PlanPanel.tsx";
import { useRetention } from "./_parts/retention-calls.ts";

/** How long records are kept: by which law, what falls due when, and what is held back. */
export function RetentionPage() {
  const retention = useRetention();
  const [placing, setPlacing] = useState(false);
  const state = retention.data;
  return (
    <>
      <OfficerNav />
      <PageHeader
        title="Retention"
        summary="Of all periods that apply to a record the longest holds. What no rule covers is kept, and nothing is destroyed by itself."
      />
      {retention.error !== null && <ErrorNotice error={retention.error} again={() => void retention.refetch()} />}
      {state === undefined && retention.error === null && <PageWait />}
      {state !== undefined && (
        <>
          <Section
            title="What falls due"
            words="Goes through every record, and shows numbers alone. The ledger tells that you looked."
          >
            <PlanPanel />
          </Section>
          <AppraisalSection />
          <RetainedSection />
          <Section
            title="Legal holds"
            words="While one is in force, nothing that it covers is destroyed: not by a period, not by a request."
            actions={<Button onClick={() => setPlacing(true)}>Place a hold…</Button>}
          >
            <HoldList holds={state.holds} />
          </Section>
          <Section
            title="Which law"
            words="Each rule, with its source, is on the page about retention of Wardbook’s documentation. Have somebody who knows your law agree with it."
          >
            <ChoiceForm state={state} />
          </Section>
        </>
      )}
      {placing && <HoldDialog close={() => setPlacing(false)} />}
    </>
  );
}
