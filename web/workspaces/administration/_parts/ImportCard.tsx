import { Button, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconDownload, IconLoader2, IconPlayerStop } from "@tabler/icons-react";
import type { ImportProgress } from "../../../../contract/index.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { saveFile } from "../../../ui/save-file.ts";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { useStopImport } from "./import-calls.ts";
import classes from "./ImportCard.module.css";
import { refusalCsv } from "./refusal-csv.ts";

const number = new Intl.NumberFormat("en-GB");

/** One import: how far, how fast, what came of it, and what was refused and why. */
export function ImportCard({ one }: { readonly one: ImportProgress }) {
  const stop = useStopImport();
  const done = one.created + one.updated + one.unchanged + one.refused;
  const running = one.state === "running";
  return (
    <section className={classes.one} aria-label={`Import of ${one.name}`}>
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
            Stop
          </Button>
        )}
      </header>
      {running && (
        <>
          <Progress value={one.total === 0 ? 0 : (done / one.total) * 100} aria-label={`${one.name}: resources done`} />
          <Text size="sm" c="dimmed">
            {one.total === 0
              ? `${number.format(done)} resources`
              : `${number.format(done)} of ${number.format(one.total)} resources`}{" "}
            · {number.format(Math.round(one.perSecond))} a second
            {one.secondsLeft !== undefined && ` · ${leftText(one.secondsLeft)} left`}
          </Text>
        </>
      )}
      {one.failure !== undefined && <Text>{one.failure}</Text>}
      <dl className={classes.counts}>
        <Count label="Created" value={one.created} />
        <Count label="Updated" value={one.updated} />
        <Count label="Already here" value={one.unchanged} />
        <Count label="Refused" value={one.refused} />
        {!running && <Count label="A second" value={Math.round(one.perSecond) || undefined} />}
      </dl>
      {one.refusals.length > 0 && (
        <details open={!running}>
          <summary className={classes.refused}>
            {one.refused > one.refusals.length
              ? `The first ${one.refusals.length} of ${number.format(one.refused)} refused entries`
              : `${one.refused === 1 ? "The refused entry" : `The ${one.refused} refused entries`}`}
          </summary>
          <DataTable
            caption={`Refused entries of ${one.name}`}
            columns={[
              {
                key: "entry",
                header: "Entry",
                numeric: true,
                width: "4.5rem",
                cell: (row) => number.format(row.entry),
              },
              { key: "resource", header: "Resource", width: "11rem", unlabelled: true, cell: (row) => row.resource },
              { key: "why", header: "Why", unlabelled: true, cell: (row) => row.message },
              {
                key: "path",
                header: "At",
                width: "14rem",
                cell: (row) => (row.path === undefined ? "" : <code>{row.path}</code>),
              },
              { key: "code", header: "Code", width: "12rem", cell: (row) => <code>{row.code}</code> },
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
            Download as CSV
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
          Running
        </StatusChip>
      );
    case "done":
      return one.refused > 0 ? (
        <StatusChip icon={IconAlertTriangle} tone="caution">
          Done, some refused
        </StatusChip>
      ) : (
        <StatusChip icon={IconCheck} tone="good">
          Done
        </StatusChip>
      );
    case "failed":
      return (
        <StatusChip icon={IconAlertTriangle} tone="danger">
          Failed
        </StatusChip>
      );
    case "stopped":
      return <StatusChip icon={IconPlayerStop}>Stopped</StatusChip>;
  }
}

function leftText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return `${Math.round(seconds / 60)} min`;
}
