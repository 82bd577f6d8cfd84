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
import { ApproveRecoveryDialog } from "./_parts/ApproveRecoveryDialog.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { useRecoveries, useRefuseRecovery } from "./_parts/recovery-calls.ts";
import { isOpen, RecoveryStateChip } from "./_parts/RecoveryStateChip.tsx";
import { Section } from "../../ui/Section.tsx";

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
        row.way === "people" ? "Approved by two people" : "By recovery code, e-mail and a wait",
        <time key="at" dateTime={row.startedAt} title={dateTimeText(row.startedAt)}>
          Begun {agoText(row.startedAt, now)} by {row.startedBy}
        </time>,
        ...row.approvals.map(({ name, at, mine }) => `Approved by ${mine ? "you" : name} ${agoText(at, now)}`),
        ...(isOpen(row) ? [`Lapses ${dateTimeText(row.until)}`] : []),
      ]}
      actions={
        isOpen(row) && (
          <>
            {row.mayApprove && (
              <Button
                size="compact-sm"
                aria-label={`Approve ${row.person.displayName}`}
                onClick={() => setApproving(row)}
              >
                Approve…
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Refuse ${row.person.displayName}`}
              loading={refuse.isPending && refuse.variables === row.id}
              onClick={() => refuse.mutate(row.id)}
            >
              Refuse
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
      <PageHeader
        title="Lost access"
        summary="Two people, neither of them the person, approve each recovery. Approve only somebody who stands before you."
      />
      {recoveries.error !== null && <ErrorNotice error={recoveries.error} again={() => void recoveries.refetch()} />}
      {refuse.error !== null && <ErrorNotice error={refuse.error} />}
      {recoveries.data === undefined && recoveries.error === null && <PageWait />}
      {recoveries.data !== undefined && open.length === 0 && (
        <EmptyState title="Nobody waits to be let back in.">
          Begin a recovery under People, at the person’s name. Here it is then approved.
        </EmptyState>
      )}
      {open.length > 0 && <Entries label="Open recoveries">{open.map(entry)}</Entries>}
      {over.length > 0 && (
        <Section title="In the last 30 days">
          <Entries label="Recoveries that are over">{over.map(entry)}</Entries>
        </Section>
      )}
      {approving !== undefined && <ApproveRecoveryDialog row={approving} close={() => setApproving(undefined)} />}
    </>
  );
}
