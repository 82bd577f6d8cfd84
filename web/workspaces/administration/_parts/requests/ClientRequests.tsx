import { Modal, Stack, Text } from "@mantine/core";
import type { ClientRow } from "../../../../../contract/index.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { BudgetForm } from "./BudgetForm.tsx";
import { useClientBudgets, useSaveClientBudgets } from "./budget-calls.ts";
import { say } from "../words/index.ts";

/** How many requests one program may make, and makes. */
export function ClientRequests({ client, close }: { readonly client: ClientRow; readonly close: () => void }) {
  useFocusBack();
  const { data, error, refetch } = useClientBudgets(client.id);
  const save = useSaveClientBudgets(client.id);
  return (
    <Modal
      opened
      onClose={close}
      title={say("requestsOf", { name: client.name })}
      closeButtonProps={{ "aria-label": say("close") }}
      size="lg"
    >
      <Stack gap="md">
        <Text size="sm">{say(client.kind === "backend" ? "howManyMay" : "howManyMayPeople")}</Text>
        {error !== null && <ErrorNotice error={error} again={() => void refetch()} />}
        {data === undefined ? error === null && <PageWait /> : <BudgetForm list={data} save={save} />}
      </Stack>
    </Modal>
  );
}
