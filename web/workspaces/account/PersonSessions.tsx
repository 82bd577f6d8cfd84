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
    <Modal opened onClose={close} title={`Sessions of ${name}`} size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        {sessions.error !== null && <ErrorNotice error={sessions.error} again={() => void sessions.refetch()} />}
        {sessions.data === undefined && sessions.error === null && <PageWait />}
        {end.error !== null && <ErrorNotice error={end.error} />}
        {sessions.data !== undefined && rows.length === 0 && <EmptyState title={`${name} isn’t signed in anywhere.`} />}
        {rows.length > 0 && (
          <>
            <Text>A session that you end is out within a second. What was typed there is kept for {name}.</Text>
            <Entries label={`Sessions of ${name}`}>
              {rows.map((one) => (
                <Entry
                  key={one.id}
                  mark={IconDeviceDesktop}
                  title={one.name}
                  facts={[
                    <time key="seen" dateTime={one.seenAt} title={dateTimeText(one.seenAt)}>
                      Active {agoText(one.seenAt, now)}
                    </time>,
                    `Signed in ${dateTimeText(one.beganAt)}`,
                    ...(one.address === undefined ? [] : [`From ${one.address}`]),
                    purposeLabel(one.purpose, undefined),
                  ]}
                  actions={
                    one.current ? (
                      <Text size="sm" c="dimmed">
                        This device
                      </Text>
                    ) : (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={`End ${one.name}`}
                        loading={end.isPending && "session" in end.variables && end.variables.session === one.id}
                        onClick={() => end.mutate({ session: one.id }, ended(`Ended: ${one.name}`))}
                      >
                        End
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
                onClick={() => end.mutate({ person: person.id }, ended(`All sessions of ${name} ended`))}
              >
                End all sessions of {name}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}
