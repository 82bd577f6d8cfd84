import { Modal, Stack, Text } from "@mantine/core";
import type { ClientRow } from "../../../../../contract/index.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { BudgetForm } from "./BudgetForm.tsx";
import { useClientBudgets, useSaveClientBudgets } from "./budget-calls.ts";

/** How many requests one program may make, and makes. */
export function ClientRequests({ client, close }: { readonly client: ClientRow; readonly close: () => void }) {
  useFocusBack();
  const { data, error, refetch } = useClientBudgets(client.id);
  const save = useSaveClientBudgets(client.id);
  return (
    <Modal
      opened
      onClose={close}
      title={`Requests of ${client.name}`}
      closeButtonProps={{ "aria-label": "Close" }}
      size="lg"
    >
      <Stack gap="md">
        <Text size="sm">
          How many it may make in a minute. When it comes too often, it is told how long to wait.
          {client.kind !== "backend" &&
            " What it does for people who sign in counts as theirs, and once a number is set here as its own too."}
        </Text>
        {error !== null && <ErrorNotice error={error} again={() => void refetch()} />}
        {data === undefined ? error === null && <PageWait /> : <BudgetForm list={data} save={save} />}
      </Stack>
    </Modal>
  );
}
