import { Button, Code, Group, List, Modal, Stack, Text } from "@mantine/core";
import type { ClientRow } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useApproveClient } from "./client-calls.ts";

/** What a program is to do beyond what whoever asked may do themself: somebody else decides. */
export function ApproveClient({ client, close }: { readonly client: ClientRow; readonly close: () => void }) {
  useFocusBack();
  const approve = useApproveClient();
  const { asked } = client;
  if (asked === undefined) return null;
  return (
    <Modal opened onClose={close} title={`What ${client.name} waits for`} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <Text>
          {asked.by} asked on {dateText(asked.at)} that it may also do this by itself. They may not do it themself, so
          somebody else with an account of at least a day approves it.
        </Text>
        <List>
          {asked.scopes.map((scope) => (
            <List.Item key={scope}>
              <Code>{scope}</Code>
            </List.Item>
          ))}
        </List>
        {approve.error !== null && <ErrorNotice error={approve.error} />}
        <Group>
          {asked.mayApprove && (
            <Button
              loading={approve.isPending}
              onClick={() => approve.mutate({ id: client.id, scope: asked.scopes.join(" ") }, { onSuccess: close })}
            >
              Approve
            </Button>
          )}
          <Button variant="subtle" onClick={close}>
            Close
          </Button>
        </Group>
        <Text size="sm">To refuse it, change what the client may, or end it.</Text>
      </Stack>
    </Modal>
  );
}
