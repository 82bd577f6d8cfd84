import { Button, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconDownload, IconLoader2, IconPlayerStop } from "@tabler/icons-react";
import type { ImportProgress } from "../../../../contract/index.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { saveFile } from "../../../ui/save-file.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { useStopImport } from "./import-calls.ts";
import classes from "./ImportCard.module.css";
import { refusalCsv } from "./refusal-csv.ts";
import { figures } from "../../../language/index.ts";
import { say } from "./ledger/words/index.ts";

const number = figures();

/** One import: how far, how fast, what came of it, and what was refused and why. */
export function ImportCard({ one }: { readonly one: ImportProgress }) {
  const stop = useStopImport();
  const done = one.created + one.updated + one.unchanged + one.refused;
  const running = one.state === "running";
  return (
    <section className={classes.one} aria-label={say("importOf", { name: one.name })}>
      <header className={classes.head}>
        <h3 className={classes.name}>{one.name}</h3>
        <StateChip one={one} />
        {running && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlayerStop size={14} aria-hidden />}
            loading={stop.isPending}
            onClick={() => stop.mutate(one.id)}
          >
            {say("stop")}
          </Button>
        )}
      </header>
      {running && (
        <>
          <Progress
            value={one.total === 0 ? 0 : (done / one.total) * 100}
            aria-label={say("resourcesDone", { name: one.name })}
          />
          <Text size="sm" c="dimmed">
            {progressText(one, done)}
          </Text>
        </>
      )}
      {one.failure !== undefined && <Text>{one.failure}</Text>}
      <dl className={classes.counts}>
        <Count label={say("created")} value={one.created} />
        <Count label={say("updated")} value={one.updated} />
        <Count label={say("alreadyHere")} value={one.unchanged} />
        <Count label={say("refusedRecords")} value={one.refused} />
        {!running && <Count label={say("aSecond")} value={Math.round(one.perSecond) || undefined} />}
      </dl>
      {one.refusals.length > 0 && (
        <details open={!running}>
          <summary className={classes.refused}>
            {one.refused > one.refusals.length
              ? say("firstRefused", { shown: one.refusals.length, all: number.format(one.refused) })
              : one.refused === 1
                ? say("refusedEntry")
                : say("refusedEntries", { count: one.refused })}
          </summary>
          <DataTable
            caption={say("refusedOf", { name: one.name })}
            columns={[
              {
                key: "entry",
                header: say("entry"),
                numeric: true,
                width: "4.5rem",
                cell: (row) => number.format(row.entry),
              },
              {
                key: "resource",
                header: say("resource"),
                width: "11rem",
                unlabelled: true,
                cell: (row) => row.resource,
              },
              { key: "why", header: say("why"), unlabelled: true, cell: (row) => row.message },
              {
                key: "path",
                header: say("at"),
                width: "14rem",
                cell: (row) => (row.path === undefined ? "" : <code>{row.path}</code>),
              },
              { key: "code", header: say("code"), width: "12rem", cell: (row) => <code>{row.code}</code> },
            ]}
            rows={one.refusals}
            rowKey={(row) => `${row.entry} ${row.code} ${row.path ?? ""}`}
          />
          <Button
            size="compact-sm"
            variant="default"
            mt="xs"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => saveFile(`refused ${one.name}.csv`, refusalCsv(one.refusals), "text/csv")}
          >
            {say("downloadCsv")}
          </Button>
        </details>
      )}
    </section>
  );
}

function Count({ label, value }: { readonly label: string; readonly value: number | undefined }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value === undefined ? "–" : number.format(value)}</dd>
    </div>
  );
}

function StateChip({ one }: { readonly one: ImportProgress }) {
  switch (one.state) {
    case "running":
      return (
        <StatusChip icon={IconLoader2} tone="info">
          {say("running")}
        </StatusChip>
      );
    case "done":
      return one.refused > 0 ? (
        <StatusChip icon={IconAlertTriangle} tone="caution">
          {say("doneSomeRefused")}
        </StatusChip>
      ) : (
        <StatusChip icon={IconCheck} tone="good">
          {say("done")}
        </StatusChip>
      );
    case "failed":
      return (
        <StatusChip icon={IconAlertTriangle} tone="danger">
          {say("failed")}
        </StatusChip>
      );
    case "stopped":
      return <StatusChip icon={IconPlayerStop}>{say("stopped")}</StatusChip>;
  }
}

function progressText({ total, perSecond, secondsLeft }: ImportProgress, done: number): string {
  const said = { done: number.format(done), rate: number.format(Math.round(perSecond)) };
  const progress =
    total === 0 ? say("progressResources", said) : say("progressOf", { ...said, total: number.format(total) });
  return secondsLeft === undefined ? progress : say("timeLeft", { progress, left: leftText(secondsLeft) });
}

function leftText(seconds: number): string {
  if (seconds < 90) return say("secondsLeft", { count: Math.max(1, Math.round(seconds)) });
  return say("minutesLeft", { count: Math.round(seconds / 60) });
}
