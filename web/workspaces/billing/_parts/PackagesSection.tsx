import { ActionIcon, Button } from "@mantine/core";
import { IconDots, IconTicket } from "@tabler/icons-react";
import { useState } from "react";
import type { CarePackage } from "../../../../contract/index.ts";
import { isRefusal } from "../../../app/api.ts";
import { ActsButton } from "../../../ui/ActsButton.tsx";
import { announce } from "../../../ui/announce.ts";
import { dateText } from "../../../ui/dates.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Section } from "../../../ui/Section.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { later } from "../../../ui/later.tsx";
import { useFreeze, useUndoSession, useUseSession } from "./billing-calls.ts";
import classes from "./Money.module.css";
import { packageStates } from "./words.ts";
import { say } from "../words/index.ts";

const ReasonDialog = later(async () => (await import("./ReasonDialog.tsx")).ReasonDialog);
const TransferDialog = later(async () => (await import("./TransferDialog.tsx")).TransferDialog);

type Props = { readonly packages: readonly CarePackage[]; readonly sell: (() => void) | undefined };

/** What was sold in advance, and how much of it is left. */
export function PackagesSection({ packages, sell }: Props) {
  return (
    <Section
      title={say("packages")}
      actions={
        sell !== undefined && (
          <Button variant="default" leftSection={<IconTicket size={16} aria-hidden />} onClick={sell}>
            {say("sellPackage")}
          </Button>
        )
      }
    >
      {packages.length === 0 ? (
        <EmptyState title={say("noPackage")}>{say("packageWords")}</EmptyState>
      ) : (
        <Entries label={say("packages")}>
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
          announce(say("sessionUsed", { left: after.left }));
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
          <Meter used={held.used} of={sessions} /> {say("leftOf", { left, sessions })}
        </>,
        ...(held.until === undefined ? [] : [say("untilDay", { day: dateText(held.until) })]),
        ...(latest === undefined ? [] : [say("lastUsed", { day: dateText(latest.at) })]),
      ]}
      actions={
        may.includes("use") && (
          <Button size="compact-sm" variant="default" data-row loading={use.isPending} onClick={() => useOne()}>
            {say("useSession")}
          </Button>
        )
      }
      menu={
        may.length > 0 && (
          <ActsButton
            button={
              <ActionIcon aria-label={say("moreFor", { name: held.name })}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            }
            acts={[
              ...(latest !== undefined && may.includes("undo")
                ? [
                    {
                      key: "undo",
                      words: say("takeBackSession", { day: dateText(latest.at) }),
                      run: () => undo.mutate({ packageId: held.id, id: latest.id, version: latest.version }),
                    },
                  ]
                : []),
              ...(may.includes(act)
                ? [
                    {
                      key: act,
                      words: say(act === "freeze" ? "freeze" : "letGoOn"),
                      run: () => freeze.mutate({ id: held.id, version: held.version, act }),
                    },
                  ]
                : []),
              ...(may.includes("transfer")
                ? [{ key: "transfer", words: say("giveSessionsOn"), run: () => setGiving(true) }]
                : []),
            ]}
          />
        )
      }
    >
      {failure !== undefined && <ErrorNotice error={failure.error} />}
      {isGiving && <TransferDialog held={held} close={() => setGiving(false)} />}
      {needsReason && (
        <ReasonDialog
          title={say("muchDue")}
          words={use.error?.message ?? ""}
          label={say("whyAllTheSame")}
          act={say("useAllTheSame")}
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
      <svg viewBox="0 0 100 10" preserveAspectRatio={say("none")} focusable="false">
        <rect width={of === 0 ? 0 : (100 * used) / of} height="10" />
      </svg>
    </span>
  );
}
