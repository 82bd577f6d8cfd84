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
import { figures } from "../../language/index.ts";
import { say } from "./_parts/ledger/words/index.ts";

const count = figures();

/** The ledger: how long it is, whether it holds, and what to keep of it. */
export function LedgerPage() {
  const ledger = useLedgerState();
  const state = ledger.data;
  const days = lastDays(state?.entriesPerDay ?? [], 30, new Date().toISOString().slice(0, 10));
  const grown = dayFigures(days);
  return (
    <>
      <div className={classes.header}>
        <PageHeader title={say("ledger")} summary={say("ledgerSummary")} />
      </div>
      {ledger.error !== null && <ErrorNotice error={ledger.error} again={() => void ledger.refetch()} />}
      {state === undefined && ledger.error === null && <PageWait />}
      {state !== undefined && (
        <div className={classes.page}>
          <section aria-labelledby="soundness">
            <Title order={2} id="soundness" mb="xs">
              {say("soundness")}
            </Title>
            <VerificationPanel />
          </section>
          <section aria-labelledby="publication">
            <Title order={2} id="publication" mb="xs">
              {say("othersCheck")}
            </Title>
            <PublicationPanel publication={state.publication} />
          </section>
          <section aria-labelledby="growth">
            <Title order={2} id="growth" mb="xs">
              {say("entriesCount", { size: count.format(state.size) })}
            </Title>
            <RetentionLine retention={state.retention} />
            <DayBars
              what={say("entries")}
              days={days.map(({ day, entries }) => ({ day, count: entries }))}
              sentence={
                grown.most === undefined || grown.total === 0
                  ? say("noEntries")
                  : grownText(grown, grown.most, days.length)
              }
            />
          </section>
          <CheckpointSheet state={state} />
          <section aria-labelledby="by-mail">
            <Title order={2} id="by-mail" mb={4}>
              {say("checkpointsByMail")}
            </Title>
            <Text c="dimmed" size="sm" mb="sm">
              {say("checkpointsByMailWhy")}
            </Text>
            <CheckpointMail />
          </section>
        </div>
      )}
    </>
  );
}

function grownText(
  { total, perDay }: ReturnType<typeof dayFigures>,
  most: { readonly day: string; readonly entries: number },
  days: number,
): string {
  const said = { total: count.format(total), days, day: dateText(most.day), most: count.format(most.entries) };
  return perDay > 0 ? say("growthPerDay", { ...said, perDay: count.format(perDay) }) : say("growth", said);
}
