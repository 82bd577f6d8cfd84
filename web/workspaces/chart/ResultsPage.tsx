import { Button, SegmentedControl } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { formatDate } from "../../ui/clinical/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Waiting } from "./_parts/layout/Loaded.tsx";
import { NotAll } from "./_parts/layout/NotAll.tsx";
import { ReportFiles } from "./files/ReportFiles.tsx";
import { Section } from "./_parts/layout/Section.tsx";
import { useChart, useNow } from "./_parts/record/use-chart.ts";
import { useLaboratory, useReports } from "./_parts/record/use-record.ts";
import { FlowSheet } from "./_parts/results/FlowSheet.tsx";
import { type Panel, panelsOf, type ReportDay, reportDays } from "./_parts/results/panels.ts";
import { isResultView } from "./_parts/results/result-view.ts";
import { resultViews } from "./_parts/results/result-views.ts";
import { ResultDays } from "./_parts/results/ResultDays.tsx";
import { downloadSeries } from "./_parts/trends/download-series.ts";
import { periodExtent } from "./_parts/trends/periods.ts";
import { PlotRow } from "./_parts/trends/PlotRow.tsx";
import type { Series } from "./_parts/trends/series.ts";
import { say } from "./_parts/results/words/index.ts";

/** Laboratory results: as tables over time, as plots on one axis, or as they were reported. */
export function ResultsPage() {
  const chart = useChart();
  const laboratory = useLaboratory(chart);
  const reports = useReports(chart);
  const navigate = useNavigate();
  const { view = "table" } = useSearch({ from: "/signed-in/patients/$patientId/results" });
  const found = useMemo(() => {
    if (laboratory.data === undefined || reports.data === undefined) return undefined;
    const { matches } = laboratory.data;
    return {
      panels: panelsOf(matches, reports.data.matches),
      days: reportDays(matches, reports.data.matches),
      complete: laboratory.data.complete && reports.data.complete,
    };
  }, [laboratory.data, reports.data]);
  const series =
    found?.panels.flatMap((panel) => panel.rows.flatMap((row) => (row.series === undefined ? [] : [row.series]))) ?? [];
  const choose = (value: string) => {
    if (isResultView(value))
      void navigate({ to: "/patients/$patientId/results", params: chart, search: { view: value }, replace: true });
  };
  return (
    <div>
      <Section
        title={say("results")}
        level={1}
        actions={
          <>
            <SegmentedControl
              aria-label={say("showAs")}
              size="xs"
              data={resultViews.map(({ key, label }) => ({ value: key, label }))}
              value={view}
              onChange={choose}
            />
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconDownload size={15} aria-hidden />}
              disabled={series.length === 0}
              onClick={() => downloadSeries("results", series)}
            >
              CSV
            </Button>
          </>
        }
      >
        {found === undefined ? (
          <Waiting queries={[laboratory, reports]} what={say("whatResults")} lines={8} />
        ) : (
          <NotAll complete={found.complete} what={say("whatResults")} />
        )}
        {found !== undefined && found.days.length === 0 && (
          <EmptyState title={say("noResult")}>{say("resultsShowHere")}</EmptyState>
        )}
        {found !== undefined && view === "dates" && <ResultDays days={found.days} />}
      </Section>
      {found !== undefined &&
        view === "table" &&
        found.panels.map((panel) => (
          <Section key={panel.name} title={panel.name} aside={newestText(panel)}>
            <FlowSheet panel={panel} />
          </Section>
        ))}
      {found !== undefined && view === "table" && <AsFiles days={found.days} />}
      {found !== undefined && view === "plots" && <PanelPlots panels={found.panels} />}
    </div>
  );
}

/** What came as a file has no place in tables of values. */
function AsFiles({ days }: { readonly days: readonly ReportDay[] }) {
  const all = days.flatMap(({ day, reports }) =>
    reports.flatMap((report) => ((report.forms ?? []).length === 0 ? [] : [{ ...report, day }])),
  );
  if (all.length === 0) return null;
  return (
    <Section title={say("cameAsFiles")} aside={`${all.length}`}>
      {all.map((report) => (
        <div key={report.id}>
          <bdi>{report.name}</bdi>, {report.day}
          <ReportFiles forms={report.forms} />
        </div>
      ))}
    </Section>
  );
}

function newestText(panel: Panel): string {
  return say("newest", { day: formatDate(new Date(panel.newest).toISOString()) });
}

/** Small multiples: every test of every panel over the same span of time. */
function PanelPlots({ panels }: { readonly panels: readonly Panel[] }) {
  const now = useNow();
  const [at, setAt] = useState<number | undefined>(undefined);
  const plotted = panels
    .map((panel) => ({
      panel,
      rows: panel.rows.flatMap((row): readonly Series[] => (row.series === undefined ? [] : [row.series])),
    }))
    .filter(({ rows }) => rows.length > 0);
  const extent = periodExtent(
    "all",
    plotted.flatMap(({ rows }) => rows),
    now,
  );
  return plotted.map(({ panel, rows }) => (
    <Section key={panel.name} title={panel.name} aside={newestText(panel)}>
      {rows.map((series, index) => (
        <PlotRow
          level={3}
          key={series.key}
          series={series}
          newest={series.points.at(-1)}
          extent={extent}
          marks={[]}
          at={at}
          onAt={setAt}
          showDates={index === rows.length - 1}
        />
      ))}
    </Section>
  ));
}
