import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { RelationsForm } from "./_parts/RelationsForm.tsx";
import { useRelationRules } from "./_parts/relation-calls.ts";
import { say } from "./words/index.ts";

/** What the organisation decides about who is tied to a patient. */
export function RelationsPage() {
  const rules = useRelationRules();
  return (
    <>
      <OfficerNav />
      <PageHeader title={say("relations")} summary={say("relationsSummary")} />
      {rules.error !== null && <ErrorNotice error={rules.error} again={() => void rules.refetch()} />}
      {rules.data === undefined && rules.error === null && <PageWait />}
      {rules.data !== undefined && <RelationsForm rules={rules.data} />}
    </>
  );
}
