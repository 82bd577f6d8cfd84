import { useState } from "react";
import { Button } from "@mantine/core";
import { IconUserQuestion } from "@tabler/icons-react";
import type { RecoveryRow } from "../../../contract/index.ts";
import { agoText, dateTimeText } from "../../ui/dates.ts";
import { DecisionSignatureLine } from "../../ui/DecisionSignatureLine.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { useRecoveries, useRefuseRecovery } from "./_parts/recovery-calls.ts";
import { isOpen, RecoveryStateChip } from "./_parts/RecoveryStateChip.tsx";
import { Section } from "../../ui/Section.tsx";
import { later } from "../../ui/later.tsx";
import { say } from "./words/index.ts";

const ApproveRecoveryDialog = later(
  async () => (await import("./_parts/ApproveRecoveryDialog.tsx")).ApproveRecoveryDialog,
);

/** People who lost their way in, and the approvals that let them back. */
export function RecoveriesPage() {
  const recoveries = useRecoveries();
  const refuse = useRefuseRecovery();
  const [approving, setApproving] = useState<RecoveryRow | undefined>(undefined);
  const rows = recoveries.data?.recoveries ?? [];
  const open = rows.filter(isOpen);
  const over = rows.filter((row) => !isOpen(row));
  const now = new Date();
  const entry = (row: RecoveryRow) => (
    <Entry
      key={row.id}
      mark={IconUserQuestion}
      title={row.person.displayName}
      aside={<RecoveryStateChip row={row} />}
      facts={[
        row.way === "people" ? say("approvedByTwo") : say("byCodeAndWait"),
        <time key="at" dateTime={row.startedAt} title={dateTimeText(row.startedAt)}>
          {say("begunBy", { ago: agoText(row.startedAt, now), startedBy: row.startedBy })}
        </time>,
        ...row.approvals.map(({ name, at, mine }) =>
          mine ? say("approvedByYou", { ago: agoText(at, now) }) : say("approvedBy", { name, ago: agoText(at, now) }),
        ),
        ...(isOpen(row) ? [say("lapsesAt", { time: dateTimeText(row.until) })] : []),
      ]}
      actions={
        isOpen(row) && (
          <>
            {row.mayApprove && (
              <Button
                size="compact-sm"
                aria-label={say("approveWho", { displayName: row.person.displayName })}
                onClick={() => setApproving(row)}
              >
                {say("approveMore")}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="default"
              aria-label={say("refuseWho", { displayName: row.person.displayName })}
              loading={refuse.isPending && refuse.variables === row.id}
              onClick={() => refuse.mutate(row.id)}
            >
              {say("refuse")}
            </Button>
          </>
        )
      }
    >
      {row.reason !== undefined && <div>“{row.reason}”</div>}
      {row.approvals.map(({ signature }, index) => (
        <DecisionSignatureLine key={index} signature={signature} name={`signed-recovery-${row.id}-${index + 1}`} />
      ))}
    </Entry>
  );
  return (
    <>
      <PageHeader title={say("lostAccess")} summary={say("lostAccessWhy")} />
      {recoveries.error !== null && <ErrorNotice error={recoveries.error} again={() => void recoveries.refetch()} />}
      {refuse.error !== null && <ErrorNotice error={refuse.error} />}
      {recoveries.data === undefined && recoveries.error === null && <PageWait />}
      {recoveries.data !== undefined && open.length === 0 && (
        <EmptyState title={say("nobodyWaits")}>{say("beginUnderPeople")}</EmptyState>
      )}
      {open.length > 0 && <Entries label={say("openRecoveries")}>{open.map(entry)}</Entries>}
      {over.length > 0 && (
        <Section title={say("last30Days")}>
          <Entries label={say("recoveriesOver")}>{over.map(entry)}</Entries>
        </Section>
      )}
      {approving !== undefined && <ApproveRecoveryDialog row={approving} close={() => setApproving(undefined)} />}
    </>
  );
}
