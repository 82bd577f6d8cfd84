import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconDeviceDesktop } from "@tabler/icons-react";
import type { PersonRow } from "../../../contract/index.ts";
import { announce } from "../../ui/announce.ts";
import { agoText, dateTimeText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { useAllSessions, useEndAnySession } from "./_parts/organisation-calls.ts";
import { purposeLabel } from "./_parts/purpose-words.ts";
import { say } from "./words/index.ts";

type Props = { readonly person: Pick<PersonRow, "id" | "given" | "family">; readonly close: () => void };

/** Where somebody is signed in, for administrators: end one session, or all of them. */
export function PersonSessionsDialog({ person, close }: Props) {
  useFocusBack();
  const sessions = useAllSessions();
  const end = useEndAnySession();
  const name = `${person.given} ${person.family}`;
  const rows = (sessions.data?.sessions ?? [])
    .filter((one) => one.person.id === person.id)
    .toSorted((a, b) => b.seenAt.localeCompare(a.seenAt));
  const now = new Date();
  const ended = (what: string) => ({ onSuccess: () => announce(what) });
  return (
    <Modal
      opened
      onClose={close}
      title={say("sessionsOf", { name })}
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        {sessions.error !== null && <ErrorNotice error={sessions.error} again={() => void sessions.refetch()} />}
        {sessions.data === undefined && sessions.error === null && <PageWait />}
        {end.error !== null && <ErrorNotice error={end.error} />}
        {sessions.data !== undefined && rows.length === 0 && <EmptyState title={say("notSignedIn", { name })} />}
        {rows.length > 0 && (
          <>
            <Text>{say("endMeans", { name })}</Text>
            <Entries label={say("sessionsOf", { name })}>
              {rows.map((one) => (
                <Entry
                  key={one.id}
                  mark={IconDeviceDesktop}
                  title={one.name}
                  facts={[
                    <time key="seen" dateTime={one.seenAt} title={dateTimeText(one.seenAt)}>
                      {say("activeAgo", { ago: agoText(one.seenAt, now) })}
                    </time>,
                    say("signedInAt", { time: dateTimeText(one.beganAt) }),
                    ...(one.address === undefined ? [] : [say("fromAddress", { address: one.address })]),
                    purposeLabel(one.purpose, undefined),
                  ]}
                  actions={
                    one.current ? (
                      <Text size="sm" c="dimmed">
                        {say("thisDevice")}
                      </Text>
                    ) : (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={say("endWhich", { name: one.name })}
                        loading={end.isPending && "session" in end.variables && end.variables.session === one.id}
                        onClick={() => end.mutate({ session: one.id }, ended(say("endedWhich", { name: one.name })))}
                      >
                        {say("end")}
                      </Button>
                    )
                  }
                />
              ))}
            </Entries>
            <Group>
              <Button
                color="red"
                loading={end.isPending && "person" in end.variables}
                onClick={() => end.mutate({ person: person.id }, ended(say("allEndedOf", { name })))}
              >
                {say("endAllOf", { name })}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}
