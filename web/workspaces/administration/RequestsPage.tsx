import { Text } from "@mantine/core";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { BudgetForm } from "./_parts/requests/BudgetForm.tsx";
import { useOrganisationBudgets, useSaveOrganisationBudgets } from "./_parts/requests/budget-calls.ts";

/** How many requests the whole organisation may make, and makes. */
export function RequestsPage() {
  const { data, error, refetch } = useOrganisationBudgets();
  const save = useSaveOrganisationBudgets();
  return (
    <>
      <PageHeader
        title="Requests"
        summary="How many requests all people and programs of the organisation may make together in a minute. Whoever comes too often is told how long to wait. Changes are witnessed in the ledger and apply within a second."
      />
      {error !== null && <ErrorNotice error={error} again={() => void refetch()} />}
      {data === undefined ? error === null && <PageWait /> : <BudgetForm list={data} save={save} />}
      <Text size="sm" c="dimmed" mt="lg" maw="40rem">
        Requests are counted in lots of a fiftieth of the number, so that counting costs them no time. No one person
        gets more than a fifth of what is set here. Each program has numbers of its own, under API clients; those of one
        person and of one network address can’t be set.
      </Text>
    </>
  );
}
