import { Button, Menu, ActionIcon } from "@mantine/core";
import { IconDots, IconTicket } from "@tabler/icons-react";
import { useState } from "react";
import type { CarePackage } from "../../../../contract/index.ts";
import { isRefusal } from "../../../app/api.ts";
import { announce } from "../../../ui/announce.ts";
import { dateText } from "../../../ui/dates.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Section } from "../../../ui/Section.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { useFreeze, useUndoSession, useUseSession } from "./billing-calls.ts";
import classes from "./Money.module.css";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { TransferDialog } from "./TransferDialog.tsx";
import { packageStates } from "./words.ts";

type Props = { readonly packages: readonly CarePackage[]; readonly sell: (() => void) | undefined };

/** What was sold in advance, and how much of it is left. */
export function PackagesSection({ packages, sell }: Props) {
  return (
    <Section
      title="Packages"
      actions={
        sell !== undefined && (
          <Button variant="default" leftSection={<IconTicket size={16} aria-hidden />} onClick={sell}>
            Sell a package
          </Button>
        )
      }
    >
      {packages.length === 0 ? (
        <EmptyState title="No package">Sessions that are sold together are counted here as they are used.</EmptyState>
      ) : (
        <Entries label="Packages">
          {packages.map((one) => (
            <HeldPackage key={one.id} held={one} />
          ))}
        </Entries>
      )}
    </Section>
  );
}

function HeldPackage({ held }: { readonly held: CarePackage }) {
  const { may, state, left, sessions, attended } = held;
  const use = useUseSession();
  const undo = useUndoSession();
  const freeze = useFreeze();
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const [isGiving, setGiving] = useState(false);
  const chip = packageStates[state];
  const needsReason = isRefusal(use.error, "billing/needs-reason");
  const useOne = (reason?: string) =>
    use.mutate(
      { id: held.id, requestId, ...(reason === undefined ? {} : { override: { reason } }) },
      {
        onSuccess(after) {
          setRequestId(crypto.randomUUID());
          announce(`Session used, ${after.left} left`);
        },
      },
    );
  const [latest] = attended;
  const failure = [use, undo, freeze].find(({ error }) => error !== null && !isRefusal(error, "billing/needs-reason"));
  const act = state === "frozen" ? "unfreeze" : "freeze";
  return (
    <Entry
      mark={IconTicket}
      title={held.name}
      aside={
        <StatusChip icon={chip.icon} tone={chip.tone}>
          {chip.label}
        </StatusChip>
      }
      facts={[
        <>
          <Meter used={held.used} of={sessions} /> {left} of {sessions} left
        </>,
        ...(held.until === undefined ? [] : [`until ${dateText(held.until)}`]),
        ...(latest === undefined ? [] : [`last used ${dateText(latest.at)}`]),
      ]}
      actions={
        may.includes("use") && (
          <Button size="compact-sm" variant="default" data-row loading={use.isPending} onClick={() => useOne()}>
            Use a session
          </Button>
        )
      }
      menu={
        may.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={`More for ${held.name}`}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {latest !== undefined && may.includes("undo") && (
                <Menu.Item onClick={() => undo.mutate({ packageId: held.id, id: latest.id, version: latest.version })}>
                  Take back the session of {dateText(latest.at)}
                </Menu.Item>
              )}
              {may.includes(act) && (
                <Menu.Item onClick={() => freeze.mutate({ id: held.id, version: held.version, act })}>
                  {act === "freeze" ? "Freeze" : "Let it go on"}
                </Menu.Item>
              )}
              {may.includes("transfer") && <Menu.Item onClick={() => setGiving(true)}>Give sessions on…</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      {failure !== undefined && <ErrorNotice error={failure.error} />}
      {isGiving && <TransferDialog held={held} close={() => setGiving(false)} />}
      {needsReason && (
        <ReasonDialog
          title="Much is due"
          words={use.error?.message ?? ""}
          label="Why is the session given all the same?"
          act="Use it all the same"
          mutation={{ error: null, isPending: use.isPending }}
          close={() => use.reset()}
          send={useOne}
        />
      )}
    </Entry>
  );
}

/** How much of it is used; the words beside it say the same. */
function Meter({ used, of }: { readonly used: number; readonly of: number }) {
  return (
    <span className={classes.meter} aria-hidden>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">
        <rect width={of === 0 ? 0 : (100 * used) / of} height="10" />
      </svg>
    </span>
  );
}
