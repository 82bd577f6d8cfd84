import { Text, Title } from "@mantine/core";
import { DayBars } from "../../ui/DayBars.tsx";
import { dateText } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { CheckpointMail } from "./_parts/CheckpointMail.tsx";
import { CheckpointSheet } from "./_parts/CheckpointSheet.tsx";
import { dayFigures, lastDays } from "./_parts/day-figures.ts";
import { useLedgerState } from "./_parts/ledger-calls.ts";
import { PublicationPanel } from "./_parts/PublicationPanel.tsx";
import { RetentionLine } from "./_parts/RetentionLine.tsx";
import { VerificationPanel } from "./_parts/VerificationPanel.tsx";
import classes from "./LedgerPage.module.css";

const count = new Intl.NumberFormat("en-GB");

/** The ledger: how long it is, whether it holds, and what to keep of it. */
export function LedgerPage() {
  const ledger = useLedgerState();
  const state = ledger.data;
  const days = lastDays(state?.entriesPerDay ?? [], 30, new Date().toISOString().slice(0, 10));
  const figures = dayFigures(days);
  return (
    <>
      <div className={classes.header}>
        <PageHeader
          title="Ledger"
          summary="Every look at a record and every change is an entry here before it happens. Entries are never changed, or taken away before their time, and anyone can check that."
        />
      </div>
      {ledger.error !== null && <ErrorNotice error={ledger.error} again={() => void ledger.refetch()} />}
      {state === undefined && ledger.error === null && <PageWait />}
      {state !== undefined && (
        <div className={classes.page}>
          <section aria-labelledby="soundness">
            <Title order={2} id="soundness" mb="xs">
              Soundness
            </Title>
            <VerificationPanel />
          </section>
          <section aria-labelledby="publication">
            <Title order={2} id="publication" mb="xs">
              What others can check
            </Title>
            <PublicationPanel publication={state.publication} />
          </section>
          <section aria-labelledby="growth">
            <Title order={2} id="growth" mb="xs">
              {count.format(state.size)} entries
            </Title>
            <RetentionLine retention={state.retention} />
            <DayBars
              what="Entries"
              days={days.map(({ day, entries }) => ({ day, count: entries }))}
              sentence={
                figures.most === undefined || figures.total === 0
                  ? "No entries yet."
                  : `${count.format(figures.total)} entries in the last ${days.length} days${figures.perDay > 0 ? `, ${count.format(figures.perDay)} a day` : ""}; the busiest day was ${dateText(figures.most.day)} with ${count.format(figures.most.entries)}.`
              }
            />
          </section>
          <CheckpointSheet state={state} />
          <section aria-labelledby="by-mail">
            <Title order={2} id="by-mail" mb={4}>
              Checkpoints by mail
            </Title>
            <Text c="dimmed" size="sm" mb="sm">
              The newest checkpoint goes to people outside, so that somebody remembers it whom nobody here can reach: an
              auditor, the board, a solicitor. It names no patient and nobody who works here.
            </Text>
            <CheckpointMail />
          </section>
        </div>
      )}
    </>
  );
}
