import { Button, SegmentedControl } from "@mantine/core";
import { useElementSize, useMediaQuery } from "@mantine/hooks";
import { IconDownload } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { formatDate } from "../../ui/clinical/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { later } from "../../ui/later.tsx";
import { NotAll } from "./_parts/layout/NotAll.tsx";
import { WaitingPage } from "./_parts/layout/WaitingPage.tsx";
import { Section } from "./_parts/layout/Section.tsx";
import table from "./_parts/layout/table.module.css";
import { useMedicines } from "./_parts/medicines/use-medicines.ts";
import { useChart, useNow } from "./_parts/record/use-chart.ts";
import { useEncounters, usePatient, useProcedures, useVitals } from "./_parts/record/use-record.ts";
import { EventLane } from "./_parts/trends/EventLane.tsx";
import { eventsWithin, trendEvents } from "./_parts/trends/events.ts";
import { downloadSeries } from "./_parts/trends/download-series.ts";
import { isPeriodKey, type PeriodKey } from "./_parts/trends/period-key.ts";
import { openingPeriod, periodExtent, periods } from "./_parts/trends/periods.ts";
import { PlotRow } from "./_parts/trends/PlotRow.tsx";
import { seriesOf, within } from "./_parts/trends/series.ts";
import { arrangeVitals } from "./_parts/trends/vital-kinds.ts";
import { say } from "./_parts/results/words/index.ts";
import classes from "./VitalsPage.module.css";

// On a telephone alone.
const PeriodSelect = later(async () => (await import("./_parts/trends/PeriodSelect.tsx")).PeriodSelect);

/** Vital signs on one time axis, with what happened marked on it. */
export function VitalsPage() {
  const vitals = useVitals(useChart());
  if (vitals.data === undefined)
    return <WaitingPage title={say("vitalSigns")} queries={[vitals]} what={say("whatVitals")} />;
  return (
    <div>
      <Vitals observations={vitals.data.matches} complete={vitals.data.complete} />
    </div>
  );
}

function Vitals({
  observations,
  complete,
}: {
  readonly observations: Parameters<typeof seriesOf>[0];
  readonly complete: boolean;
}) {
  const chart = useChart();
  const now = useNow();
  const patient = usePatient(chart);
  const medicines = useMedicines(chart);
  const encounters = useEncounters(chart);
  const procedures = useProcedures(chart);
  const navigate = useNavigate();
  const search = useSearch({ from: "/signed-in/patients/$patientId/vitals" });
  const [at, setAt] = useState<number | undefined>(undefined);
  const { ref, width } = useElementSize();
  const narrow = useMediaQuery("(max-width: 47.99em)") ?? false;

  const all = useMemo(
    () => arrangeVitals(seriesOf(observations), patient.data?.birthDate),
    [observations, patient.data],
  );
  const events = useMemo(
    () =>
      trendEvents(
        [...(medicines.data?.current ?? []), ...(medicines.data?.past ?? [])],
        encounters.data?.matches ?? [],
        procedures.data?.matches ?? [],
      ),
    [medicines.data, encounters.data, procedures.data],
  );
  const period: PeriodKey = search.period ?? openingPeriod(all, now);
  const extent = useMemo(() => periodExtent(period, all, now), [period, all, now]);
  const shown = all.map((series) => within(series, extent.low, extent.high));
  const happened = eventsWithin(events, extent);
  const marks = [...new Set(happened.map((event) => event.at))];
  if (all.length === 0) {
    return (
      <Section title={say("vitalSigns")} level={1}>
        <EmptyState title={say("noVital")}>{say("vitalsShowHere")}</EmptyState>
      </Section>
    );
  }
  const choose = (value: string | null) => {
    if (isPeriodKey(value))
      void navigate({ to: "/patients/$patientId/vitals", params: chart, search: { period: value }, replace: true });
  };
  const data = periods.map(({ key, label }) => ({ value: key, label }));
  return (
    <Section
      title={say("vitalSigns")}
      level={1}
      aside={`${formatDate(new Date(extent.low).toISOString())} – ${formatDate(new Date(Math.min(extent.high, now)).toISOString())}`}
      actions={
        <>
          {narrow ? (
            <PeriodSelect label={say("period")} data={data} value={period} choose={choose} />
          ) : (
            <SegmentedControl aria-label={say("period")} size="xs" data={data} value={period} onChange={choose} />
          )}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => downloadSeries("vital-signs", shown)}
          >
            CSV
          </Button>
        </>
      }
    >
      <NotAll complete={complete} what={say("whatReadings")} />
      <div className={classes.laneRow}>
        <span className={classes.laneLabel}>
          {say("whatHappened")}
          <span className={classes.key}>{say("medicineGlyphs")}</span>
          <span className={classes.key}>{say("stayGlyphs")}</span>
        </span>
        <div ref={ref} className={classes.lane}>
          {width > 0 && <EventLane events={happened} extent={extent} width={width} />}
        </div>
      </div>
      {shown.map((series, index) => (
        <PlotRow
          level={2}
          key={series.key}
          series={series}
          newest={all[index]?.points.at(-1)}
          extent={extent}
          marks={marks}
          at={at}
          onAt={setAt}
          showDates={narrow || index % 3 === 2 || index === shown.length - 1}
        />
      ))}
      {happened.length > 0 && (
        <details className={classes.events}>
          <summary>{say("happenedAsTable", { count: happened.length })}</summary>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{say("date")}</th>
                <th scope="col">{say("event")}</th>
              </tr>
            </thead>
            <tbody>
              {[...happened].reverse().map((event) => (
                <tr key={`${event.kind}${event.id}`}>
                  <th scope="row">{formatDate(event.when)}</th>
                  <td>
                    <bdi>{event.label}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </Section>
  );
}
