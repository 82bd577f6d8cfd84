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

type App = AppList["apps"][number];

/** Apps that act in my name, and the way to take that back. */
export function AppsPage() {
  const apps = useApps();
  const [withdrawing, setWithdrawing] = useState<App | undefined>(undefined);
  const now = new Date();
  return (
    <>
      <PageHeader
        title="Apps you allowed"
        summary="An app sees only what you allowed it, and never more than you may see yourself."
      />
      {apps.error !== null && <ErrorNotice error={apps.error} again={() => void apps.refetch()} />}
      {apps.data === undefined && apps.error === null && <PageWait />}
      {apps.data?.apps.length === 0 && (
        <EmptyState title="No app acts in your name.">
          When an app asks to see records for you, you are asked first, in plain words. What you allow is listed here.
        </EmptyState>
      )}
      {apps.data !== undefined && apps.data.apps.length > 0 && (
        <Entries label="Apps you allowed">
          {apps.data.apps.map((app) => (
            <Entry
              key={app.id}
              mark={app.client.logoText ?? app.client.name.charAt(0)}
              title={app.client.name}
              aside={app.client.maker === undefined ? undefined : `by ${app.client.maker}`}
              facts={[
                `Allowed ${dateText(app.allowedAt)}`,
                <time key="used" dateTime={app.lastUsedAt} title={dateTimeText(app.lastUsedAt)}>
                  Last used {agoText(app.lastUsedAt, now)}
                </time>,
                app.withSession ? "Ends when you sign out" : `Ends ${dateText(app.until)}`,
              ]}
              actions={
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`Withdraw ${app.client.name}`}
                  onClick={() => setWithdrawing(app)}
                >
                  Withdraw
                </Button>
              }
            >
              <details>
                <summary>What it may do</summary>
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
        announce(`${name} withdrawn`);
        close();
      },
    });
  return (
    <Modal opened onClose={close} title={`Withdraw ${name}`} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <Text>
          {name} loses access within a second. What it has already copied, it keeps. To use it again you allow it again.
        </Text>
        {withdraw.error !== null && <ErrorNotice error={withdraw.error} />}
        <Group>
          <Button color="red" loading={withdraw.isPending} onClick={go}>
            Withdraw {name}
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
