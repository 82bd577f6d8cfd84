import { Code, Text, Title } from "@mantine/core";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { DateText } from "../../ui/DateText.tsx";
import { DayBars } from "../../ui/DayBars.tsx";
import { dateText } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { dayFigures, lastDays } from "./_parts/day-figures.ts";
import { useLedgerState } from "./_parts/ledger-calls.ts";
import { PublicationPanel } from "./_parts/PublicationPanel.tsx";
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
      <PageHeader
        title="Ledger"
        summary="Every look at a record and every change is an entry here before it happens. Entries are never changed or taken away, and anyone can check that."
      />
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
          <section aria-labelledby="checkpoint">
            <Title order={2} id="checkpoint" mb={4}>
              Checkpoint
            </Title>
            <Text c="dimmed" size="sm" mb="xs">
              Signed{" "}
              {state.checkpointAt === undefined ? "not yet" : <DateText value={state.checkpointAt} shape="date-time" />}
              . Keep a copy outside of this house: with it, anyone can prove later that nothing before it was changed or
              removed.
            </Text>
            <Code block className={classes.text} translate="no">
              {state.checkpoint}
            </Code>
            <div className={classes.copy}>
              <CopyButton text={state.checkpoint} what="checkpoint" />
            </div>
            <dl className={classes.keys}>
              <dt>Root hash</dt>
              <dd>
                <code translate="no">{state.rootHash}</code>
              </dd>
              <dt>Verifier key</dt>
              <dd>
                <code translate="no">{state.verifierKey}</code>{" "}
                <CopyButton text={state.verifierKey} what="verifier key" />
              </dd>
            </dl>
          </section>
        </div>
      )}
    </>
  );
}
