import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { RulesForm } from "./_parts/RulesForm.tsx";
import { useRules } from "./_parts/rules-calls.ts";
import { say } from "./words/index.ts";

/** What the organisation decides about exceptional access. */
export function RulesPage() {
  const rules = useRules();
  return (
    <>
      <OfficerNav />
      <PageHeader title={say("rulesTitle")} summary={say("rulesSummary")} />
      {rules.error !== null && <ErrorNotice error={rules.error} again={() => void rules.refetch()} />}
      {rules.data === undefined && rules.error === null && <PageWait />}
      {rules.data !== undefined && <RulesForm rules={rules.data} />}
    </>
  );
}
