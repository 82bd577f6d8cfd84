import { ActionIcon, Button, Group, Menu, Modal, Stack, Text } from "@mantine/core";
import {
  IconCheck,
  IconDots,
  IconGauge,
  IconHourglass,
  IconKey,
  IconPencil,
  IconPlugConnected,
  IconPlugOff,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { ClientRow } from "../../../contract/index.ts";
import { useOfferCommands } from "../../app/palette/page-commands.ts";
import { announce } from "../../ui/announce.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { agoText, dateText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { useClients, useEndClient, useNewSecret } from "./_parts/client-calls.ts";
import { kindWords } from "./_parts/client-form.ts";
import { scopeGroups } from "./_parts/scope-words.ts";
import { typeWords } from "../../ui/record-types/type-words.ts";
import { ShownOnce } from "./_parts/ShownOnce.tsx";
import { WaitingPrograms } from "./_parts/WaitingPrograms.tsx";
import classes from "./ClientsPage.module.css";
import { say } from "./_parts/words/index.ts";
import { later } from "../../ui/later.tsx";

const ClientForm = later(async () => (await import("./_parts/ClientForm.tsx")).ClientForm);
const ClientRequests = later(async () => (await import("./_parts/requests/ClientRequests.tsx")).ClientRequests);

type Open =
  | { readonly kind: "add" }
  | { readonly kind: "change" | "end" | "replace" | "requests"; readonly client: ClientRow }
  | { readonly kind: "secret"; readonly client: ClientRow; readonly secret: string };

/** Apps and programs that use the API. */
export function ClientsPage() {
  const clients = useClients();
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const close = () => setOpen(undefined);
  useOfferCommands(
    useMemo(
      () => [
        {
          id: "add-client",
          label: say("addApiClient"),
          words: say("addClientSearch"),
          run: () => setOpen({ kind: "add" }),
        },
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
      header: say("name"),
      width: "13rem",
      cell: (client) => (
        <>
          <Text span fw={600} fz="inherit">
            {client.name}
          </Text>
          {client.maker !== undefined && (
            <Text span c="dimmed" fz="inherit">
              {" "}
              {say("by", { maker: client.maker })}
            </Text>
          )}
        </>
      ),
    },
    {
      key: "kind",
      header: say("whatItIsSection"),
      width: "9rem",
      unlabelled: true,
      cell: (client) => kindWords[client.kind].label,
    },
    { key: "may", header: say("may"), cell: mayText },
    {
      key: "id",
      header: say("clientId"),
      width: "11rem",
      cell: (client) => <code className={classes.id}>{client.id}</code>,
    },
    { key: "since", header: say("since"), width: "6.5rem", cell: (client) => dateText(client.createdAt) },
    {
      key: "last",
      header: say("lastToken"),
      width: "8rem",
      cell: (client) => (client.lastTokenAt === undefined ? say("never") : agoText(client.lastTokenAt, now)),
    },
    {
      key: "state",
      header: say("state"),
      width: "6.5rem",
      unlabelled: true,
      cell: (client) =>
        client.state === "active" && client.asked.length > 0 ? (
          <StatusChip icon={IconHourglass} tone="caution">
            {client.scopes.length === 0 ? say("waits") : say("activeWaits")}
          </StatusChip>
        ) : client.state === "active" ? (
          <StatusChip icon={IconCheck} tone="good">
            {say("active")}
          </StatusChip>
        ) : (
          <StatusChip icon={IconPlugOff}>{say("ended")}</StatusChip>
        ),
    },
    {
      key: "change",
      header: say("changeRight"),
      width: "3.5rem",
      unlabelled: true,
      cell: (client) => client.state === "active" && <ClientActions client={client} open={setOpen} />,
    },
  ];
  return (
    <>
      <PageHeader
        title={say("apiClients")}
        summary={say("clientsSummary")}
        actions={
          <Button leftSection={<IconPlugConnected size={16} aria-hidden />} onClick={() => setOpen({ kind: "add" })}>
            {say("addClient")}
          </Button>
        }
      />
      {clients.error !== null && <ErrorNotice error={clients.error} again={() => void clients.refetch()} />}
      {clients.data === undefined && clients.error === null && <PageWait />}
      {clients.data !== undefined && rows.length === 0 && (
        <EmptyState title={say("noProgram")}>{say("addForEach")}</EmptyState>
      )}
      <WaitingPrograms clients={rows} />
      {rows.length > 0 && (
        <DataTable
          caption={say("apiClients")}
          columns={columns}
          rows={rows}
          rowKey={(client) => client.id}
          faded={(client) => client.state === "ended"}
        />
      )}
      {open?.kind === "add" && (
        <ClientForm
          close={close}
          onDone={(client, secret) => {
            announce(
              client.asked.length === 0
                ? say("isAdded", { name: client.name })
                : say("isAddedWaits", { name: client.name }),
            );
            setOpen(secret === undefined ? undefined : { kind: "secret", client, secret });
          }}
        />
      )}
      {open?.kind === "change" && <ClientForm client={open.client} close={close} onDone={close} />}
      {open?.kind === "replace" && (
        <ReplaceSecret
          client={open.client}
          close={close}
          onReplaced={(secret) => setOpen({ kind: "secret", client: open.client, secret })}
        />
      )}
      {open?.kind === "requests" && <ClientRequests client={open.client} close={close} />}
      {open?.kind === "end" && <EndClient client={open.client} close={close} />}
      {open?.kind === "secret" && (
        <ShownOnce
          title={say("secretOf", { name: open.client.name })}
          secrets={[
            { label: say("clientId"), value: open.client.id },
            { label: say("clientSecret"), value: open.secret },
            ...(open.client.scopes.some((scope) => scope.startsWith("system/"))
              ? [{ label: say("firstToken"), value: tokenCommand(open.client, open.secret) }]
              : []),
          ]}
          close={close}
        >
          {say("secretShown")}
        </ShownOnce>
      )}
    </>
  );
}

function mayText({ scopes }: ClientRow): string {
  const records = scopeGroups(scopes.filter((scope) => scope.includes("/") && !scope.startsWith("launch")));
  const words = records.map((group) =>
    say("mayDo", {
      rights: group.rights,
      types: group.types.map((type) => typeWords(type).toLowerCase()).join(", "),
    }),
  );
  if (scopes.includes("openid")) words.push(say("knowWho"));
  return words.length === 0 ? say("nothingYet") : words.join("; ");
}

function ClientActions({ client, open }: { readonly client: ClientRow; readonly open: (next: Open) => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={say("changeLabel", { label: client.name })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => open({ kind: "change", client })}>
          {say("changeMore")}
        </Menu.Item>
        <Menu.Item leftSection={<IconGauge size={16} aria-hidden />} onClick={() => open({ kind: "requests", client })}>
          {say("requestsMore")}
        </Menu.Item>
        {client.kind === "confidential" && (
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => open({ kind: "replace", client })}>
            {say("replaceSecretMore")}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconPlugOff size={16} aria-hidden />}
          color="var(--wb-danger)"
          onClick={() => open({ kind: "end", client })}
        >
          {say("endMore")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ReplaceSecret({
  client,
  close,
  onReplaced,
}: {
  readonly client: ClientRow;
  readonly close: () => void;
  readonly onReplaced: (secret: string) => void;
}) {
  useFocusBack();
  const replace = useNewSecret();
  return (
    <Modal
      opened
      onClose={close}
      title={say("replaceSecretOf", { name: client.name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        <Text>{say("secretStopsMore")}</Text>
        {replace.error !== null && <ErrorNotice error={replace.error} />}
        <Group>
          <Button
            loading={replace.isPending}
            onClick={() => replace.mutate(client.id, { onSuccess: ({ secret }) => onReplaced(secret) })}
          >
            {say("replaceSecret")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function tokenCommand(client: ClientRow, secret: string): string {
  return `curl -u '${client.id}:${secret}' -d grant_type=client_credentials ${window.location.origin}/oauth/token`;
}

function EndClient({ client, close }: { readonly client: ClientRow; readonly close: () => void }) {
  useFocusBack();
  const end = useEndClient();
  return (
    <Modal
      opened
      onClose={close}
      title={say("endName", { name: client.name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        <Text>{say("endMeans")}</Text>
        {end.error !== null && <ErrorNotice error={end.error} />}
        <Group>
          <Button color="red" loading={end.isPending} onClick={() => end.mutate(client.id, { onSuccess: close })}>
            {say("endName", { name: client.name })}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
