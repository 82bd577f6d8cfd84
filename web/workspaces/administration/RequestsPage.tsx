import { Text } from "@mantine/core";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { BudgetForm } from "./_parts/requests/BudgetForm.tsx";
import { useOrganisationBudgets, useSaveOrganisationBudgets } from "./_parts/requests/budget-calls.ts";
import { say } from "./_parts/words/index.ts";

/** How many requests the whole organisation may make, and makes. */
export function RequestsPage() {
  const { data, error, refetch } = useOrganisationBudgets();
  const save = useSaveOrganisationBudgets();
  return (
    <>
      <PageHeader title={say("requests")} summary={say("requestsSummary")} />
      {error !== null && <ErrorNotice error={error} again={() => void refetch()} />}
      {data === undefined ? error === null && <PageWait /> : <BudgetForm list={data} save={save} />}
      <Text size="sm" c="dimmed" mt="lg" maw="40rem">
        {say("requestsCounted")}
      </Text>
    </>
  );
}
