import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { AppList } from "../../../contract/index.ts";
import { announce } from "../../ui/announce.ts";
import { agoText, dateText, dateTimeText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { useApps, useWithdrawApp } from "./_parts/app-calls.ts";
import { Entry, Entries } from "../../ui/Entries.tsx";
import { say } from "./words/index.ts";

type App = AppList["apps"][number];

/** Apps that act in my name, and the way to take that back. */
export function AppsPage() {
  const apps = useApps();
  const [withdrawing, setWithdrawing] = useState<App | undefined>(undefined);
  const now = new Date();
  return (
    <>
      <PageHeader title={say("appsYouAllowed")} summary={say("appsSummary")} />
      {apps.error !== null && <ErrorNotice error={apps.error} again={() => void apps.refetch()} />}
      {apps.data === undefined && apps.error === null && <PageWait />}
      {apps.data?.apps.length === 0 && <EmptyState title={say("noApp")}>{say("noAppMore")}</EmptyState>}
      {apps.data !== undefined && apps.data.apps.length > 0 && (
        <Entries label={say("appsYouAllowed")}>
          {apps.data.apps.map((app) => (
            <Entry
              key={app.id}
              mark={app.client.logoText ?? app.client.name.charAt(0)}
              title={app.client.name}
              aside={app.client.maker === undefined ? undefined : say("byMaker", { maker: app.client.maker })}
              facts={[
                say("allowedOn", { day: dateText(app.allowedAt) }),
                <time key="used" dateTime={app.lastUsedAt} title={dateTimeText(app.lastUsedAt)}>
                  {say("lastUsed", { ago: agoText(app.lastUsedAt, now) })}
                </time>,
                app.withSession ? say("endsAtSignOut") : say("endsOn", { day: dateText(app.until) }),
              ]}
              actions={
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={say("withdrawWhat", { name: app.client.name })}
                  onClick={() => setWithdrawing(app)}
                >
                  {say("withdraw")}
                </Button>
              }
            >
              <details>
                <summary>{say("whatItMayDo")}</summary>
                <ul>
                  {app.may.map(({ scope, sentence }) => (
                    <li key={scope}>{sentence}</li>
                  ))}
                </ul>
              </details>
            </Entry>
          ))}
        </Entries>
      )}
      {withdrawing !== undefined && <WithdrawDialog app={withdrawing} close={() => setWithdrawing(undefined)} />}
    </>
  );
}

function WithdrawDialog({ app, close }: { readonly app: App; readonly close: () => void }) {
  useFocusBack();
  const withdraw = useWithdrawApp();
  const { name } = app.client;
  const go = () =>
    withdraw.mutate(app.id, {
      onSuccess: () => {
        announce(say("withdrawn", { name }));
        close();
      },
    });
  return (
    <Modal
      opened
      onClose={close}
      title={say("withdrawWhat", { name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        <Text>{say("withdrawMeans", { name })}</Text>
        {withdraw.error !== null && <ErrorNotice error={withdraw.error} />}
        <Group>
          <Button color="red" loading={withdraw.isPending} onClick={go}>
            {say("withdrawWhat", { name })}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
