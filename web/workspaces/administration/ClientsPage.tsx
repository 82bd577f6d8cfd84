import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconCheck, IconPlugConnected, IconPlugOff } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { ClientRow } from "../../../contract/index.ts";
import { useOfferCommands } from "../../app/palette/page-commands.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { agoText, dateText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { AddClient } from "./_parts/AddClient.tsx";
import { useClients, useEndClient } from "./_parts/client-calls.ts";
import { scopeGroups, typeWords } from "./_parts/scope-words.ts";
import { ShownOnce } from "./_parts/ShownOnce.tsx";

type Open =
  | { readonly kind: "add" }
  | { readonly kind: "end"; readonly client: ClientRow }
  | { readonly kind: "secret"; readonly client: ClientRow; readonly secret: string };

/** Programs that use the API on their own. */
export function ClientsPage() {
  const clients = useClients();
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const close = () => setOpen(undefined);
  useOfferCommands(
    useMemo(
      () => [
        { id: "add-client", label: "Add an API client", words: "new integration", run: () => setOpen({ kind: "add" }) },
      ],
      [],
    ),
  );
  const now = new Date();
  const rows = (clients.data?.clients ?? []).toSorted(
    (a, b) => Number(a.state === "ended") - Number(b.state === "ended") || a.name.localeCompare(b.name),
  );
  const columns: readonly Column<ClientRow>[] = [
    {
      key: "name",
      header: "Name",
      width: "13rem",
      cell: (client) => (
        <Text span fw={600} fz="inherit">
          {client.name}
        </Text>
      ),
    },
    {
      key: "may",
      header: "May",
      cell: (client) =>
        scopeGroups(client.scopes)
          .map((group) => `${group.rights} ${group.types.map((type) => typeWords(type).toLowerCase()).join(", ")}`)
          .join("; "),
    },
    { key: "id", header: "Client id", width: "12rem", cell: (client) => <code>{client.id}</code> },
    { key: "since", header: "Since", width: "7.5rem", cell: (client) => dateText(client.createdAt) },
    {
      key: "last",
      header: "Last token",
      width: "8rem",
      cell: (client) => (client.lastTokenAt === undefined ? "Never" : agoText(client.lastTokenAt, now)),
    },
    {
      key: "state",
      header: "State",
      width: "6.5rem",
      unlabelled: true,
      cell: (client) =>
        client.state === "active" ? (
          <StatusChip icon={IconCheck} tone="good">
            Active
          </StatusChip>
        ) : (
          <StatusChip icon={IconPlugOff}>Ended</StatusChip>
        ),
    },
    {
      key: "end",
      header: "Change",
      width: "5rem",
      unlabelled: true,
      cell: (client) =>
        client.state === "active" && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`End ${client.name}`}
            onClick={() => setOpen({ kind: "end", client })}
          >
            End…
          </Button>
        ),
    },
  ];
  return (
    <>
      <PageHeader
        title="API clients"
        summary="Programs that read or write through FHIR without a person, such as a laboratory’s feed. Each look of theirs is in the ledger under their name."
        actions={
          <Button leftSection={<IconPlugConnected size={16} aria-hidden />} onClick={() => setOpen({ kind: "add" })}>
            Add a client
          </Button>
        }
      />
      {clients.error !== null && <ErrorNotice error={clients.error} again={() => void clients.refetch()} />}
      {clients.data === undefined && clients.error === null && <PageWait />}
      {clients.data !== undefined && rows.length === 0 && (
        <EmptyState title="No program has access">
          Add a client for each system that exchanges data with Wardbook, with only the scopes it needs.
        </EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          caption="API clients"
          columns={columns}
          rows={rows}
          rowKey={(client) => client.id}
          faded={(client) => client.state === "ended"}
        />
      )}
      {open?.kind === "add" && (
        <AddClient close={close} onAdded={(client, secret) => setOpen({ kind: "secret", client, secret })} />
      )}
      {open?.kind === "end" && <EndClient client={open.client} close={close} />}
      {open?.kind === "secret" && (
        <ShownOnce
          title={`Secret of ${open.client.name}`}
          secrets={[
            { label: "Client id", value: open.client.id },
            { label: "Client secret", value: open.secret },
            { label: "A first token", value: tokenCommand(open.client, open.secret) },
          ]}
          close={close}
        >
          The secret is shown only now. Put it into the program’s secret store; when it is lost, end this client and add
          another.
        </ShownOnce>
      )}
    </>
  );
}

function tokenCommand(client: ClientRow, secret: string): string {
  return `curl -u '${client.id}:${secret}' -d grant_type=client_credentials ${window.location.origin}/oauth/token`;
}

function EndClient({ client, close }: { readonly client: ClientRow; readonly close: () => void }) {
  useFocusBack();
  const end = useEndClient();
  return (
    <Modal opened onClose={close} title={`End ${client.name}`} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <Text>
          Its tokens stop working within a second, and it can’t get new ones. This can’t be taken back: a program that
          returns is added again, with a new secret.
        </Text>
        {end.error !== null && <ErrorNotice error={end.error} />}
        <Group>
          <Button color="red" loading={end.isPending} onClick={() => end.mutate(client.id, { onSuccess: close })}>
            End {client.name}
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
