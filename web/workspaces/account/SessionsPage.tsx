import { ActionIcon, Button, Group, Modal, Stack, Text, Tooltip } from "@mantine/core";
import { IconCircleCheck, IconDeviceDesktop, IconDeviceMobile, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { SessionRow } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { announce } from "../../ui/announce.ts";
import { agoText, dateTimeText } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { useEndSessions, useNameSession, useSessions } from "./_parts/account-calls.ts";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { later } from "../../ui/later.tsx";
import { purposeLabel } from "./_parts/purpose-words.ts";
import { say } from "./words/index.ts";

const RenameDialog = later(async () => (await import("./_parts/RenameDialog.tsx")).RenameDialog);

type Open =
  | { readonly kind: "name"; readonly one: SessionRow }
  | { readonly kind: "end"; readonly one: SessionRow }
  | { readonly kind: "end-others" };

/** Where I am signed in, and the way to end it there. */
export function SessionsPage() {
  const sessions = useSessions();
  const session = useSession();
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const close = () => setOpen(undefined);
  const now = new Date();
  const rows = (sessions.data?.sessions ?? []).toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.seenAt.localeCompare(a.seenAt),
  );
  return (
    <>
      <PageHeader
        title={say("sessions")}
        summary={say("sessionsSummary")}
        actions={
          rows.length > 1 && (
            <Button variant="default" onClick={() => setOpen({ kind: "end-others" })}>
              {say("endAllOthers")}
            </Button>
          )
        }
      />
      {sessions.error !== null && <ErrorNotice error={sessions.error} again={() => void sessions.refetch()} />}
      {sessions.data === undefined && sessions.error === null && <PageWait />}
      {sessions.data !== undefined && (
        <Entries label={say("sessions")}>
          {rows.map((one) => (
            <Entry
              key={one.id}
              mark={/iPhone|iPad|Android|Mobile/.test(one.userAgent ?? "") ? IconDeviceMobile : IconDeviceDesktop}
              title={one.name}
              aside={
                <>
                  <Tooltip label={say("giveName")}>
                    <ActionIcon
                      size="sm"
                      aria-label={say("nameWhich", { name: one.name })}
                      onClick={() => setOpen({ kind: "name", one })}
                    >
                      <IconPencil size={14} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                  {one.current && (
                    <StatusChip icon={IconCircleCheck} tone="good">
                      {say("thisDevice")}
                    </StatusChip>
                  )}
                </>
              }
              facts={[
                <time key="seen" dateTime={one.seenAt} title={dateTimeText(one.seenAt)}>
                  {say("activeAgo", { ago: agoText(one.seenAt, now) })}
                </time>,
                say("signedInAt", { time: dateTimeText(one.beganAt) }),
                ...(one.address === undefined ? [] : [say("fromAddress", { address: one.address })]),
                purposeLabel(one.purpose, session.purposes),
              ]}
              actions={
                one.current ? undefined : (
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={say("endWhich", { name: one.name })}
                    onClick={() => setOpen({ kind: "end", one })}
                  >
                    {say("end")}
                  </Button>
                )
              }
            />
          ))}
        </Entries>
      )}
      {open?.kind === "name" && <NameSession one={open.one} close={close} />}
      {open?.kind === "end" && <EndDialog which={open.one} close={close} />}
      {open?.kind === "end-others" && <EndDialog which="others" close={close} />}
    </>
  );
}

function NameSession({ one, close }: { readonly one: SessionRow; readonly close: () => void }) {
  const name = useNameSession();
  return (
    <RenameDialog
      title={say("nameOfSession")}
      example={say("sessionExample")}
      value={one.name}
      busy={name.isPending}
      error={name.error}
      save={(next) => name.mutate({ id: one.id, name: next }, { onSuccess: close })}
      close={close}
    />
  );
}

function EndDialog({ which, close }: { readonly which: SessionRow | "others"; readonly close: () => void }) {
  useFocusBack();
  const end = useEndSessions();
  const what = which === "others" ? say("allOtherSessions") : which.name;
  const go = () =>
    end.mutate(which, {
      onSuccess: () => {
        announce(say("endedWhat", { what }));
        close();
      },
    });
  return (
    <Modal opened onClose={close} title={say("endWhat", { what })} closeButtonProps={{ "aria-label": say("close") }}>
      <Stack gap="md">
        <Text>{which === "others" ? say("othersLock") : say("oneLocks")}</Text>
        {end.error !== null && <ErrorNotice error={end.error} />}
        <Group>
          <Button color="red" loading={end.isPending} onClick={go}>
            {which === "others" ? say("endAllOthers") : say("endThis")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
