import { Button, Checkbox, Group } from "@mantine/core";
import { type Icon, IconNeedle, IconNotes, IconMedicalCross, IconStethoscope } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { formatDate, formatTime } from "../../ui/clinical/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Waiting } from "./_parts/layout/Loaded.tsx";
import { NotAll } from "./_parts/layout/NotAll.tsx";
import { Section } from "./_parts/layout/Section.tsx";
import { useRowKeys } from "./_parts/layout/use-row-keys.ts";
import { useChart } from "./_parts/record/use-chart.ts";
import { RecordMenu } from "./_parts/sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "./_parts/sensitivity/SensitivityChips.tsx";
import { byYearAndDay, type Happening, type TimelineKind, timelineKinds } from "./_parts/timeline/timeline.ts";
import { useHappenings } from "./_parts/timeline/use-happenings.ts";
import { dotted } from "../../ui/dotted.ts";
import classes from "./TimelinePage.module.css";
import { say } from "./words/index.ts";

const kinds: Readonly<Record<TimelineKind, { readonly label: string; readonly one: string; readonly icon: Icon }>> = {
  encounter: { label: say("visitsAndStays"), one: say("visit"), icon: IconStethoscope },
  note: { label: say("notes"), one: say("note"), icon: IconNotes },
  procedure: { label: say("procedures"), one: say("procedure"), icon: IconMedicalCross },
  immunisation: { label: say("immunisations"), one: say("immunisation"), icon: IconNeedle },
};

const firstRows = 120;

/** Everything that happened, by date. */
export function TimelinePage() {
  const chart = useChart();
  const { data, queries } = useHappenings(chart);
  const [shown, setShown] = useState<readonly TimelineKind[]>(timelineKinds);
  const [most, setMost] = useState(firstRows);
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const chosen = useMemo(() => (data?.list ?? []).filter((one) => shown.includes(one.kind)), [data, shown]);
  const years = useMemo(() => byYearAndDay(chosen.slice(0, most)), [chosen, most]);
  return (
    <div>
      <Section
        title={say("timeline")}
        level={1}
        aside={data === undefined ? undefined : say("shownOf", { shown: chosen.length, all: data.list.length })}
        actions={
          <Checkbox.Group
            value={[...shown]}
            onChange={(value) => setShown(timelineKinds.filter((kind) => value.includes(kind)))}
            aria-label={say("show")}
          >
            <Group gap="sm">
              {timelineKinds.map((kind) => (
                <Checkbox key={kind} size="xs" value={kind} label={kinds[kind].label} />
              ))}
            </Group>
          </Checkbox.Group>
        }
      >
        {data === undefined ? (
          <Waiting queries={queries} what={say("whatTimeline")} lines={8} />
        ) : (
          <NotAll complete={data.complete} what={say("whatEvents")} />
        )}
        {data !== undefined && chosen.length === 0 && (
          <EmptyState title={data.list.length === 0 ? say("nothingHappened") : say("nothingOfKinds")}>
            {say("timelineHolds")}
          </EmptyState>
        )}
        <div ref={list}>
          {years.map(({ year, days }) => (
            <section key={year} aria-label={String(year)} className={classes.year}>
              <h2 className={classes.yearName}>{year}</h2>
              <ol className={classes.days}>
                {days.map(({ when, happenings }) => (
                  <li key={when + (happenings[0]?.id ?? "")} className={classes.day}>
                    <time className={classes.date} dateTime={when}>
                      {formatDate(when)}
                    </time>
                    <ul className={classes.happenings}>
                      {happenings.map((one) => (
                        <Row key={one.kind + one.id} happening={one} patientId={chart.patientId} />
                      ))}
                    </ul>
                  </li>
                ))}
              </ol>
            </section>
          ))}
        </div>
        {chosen.length > most && (
          <Button variant="default" mt="md" onClick={() => setMost(most + 300)}>
            {say("showEarlier", { next: Math.min(300, chosen.length - most), left: chosen.length - most })}
          </Button>
        )}
      </Section>
    </div>
  );
}

function Row({ happening, patientId }: { readonly happening: Happening; readonly patientId: string }) {
  const { icon: Mark, one } = kinds[happening.kind];
  const timed = happening.when.includes("T");
  const words = (
    <>
      <Mark size={16} aria-label={one} className={classes.icon} />
      <span>
        <span className={classes.title}>
          <bdi>{happening.title}</bdi>
        </span>
        <SensitivityChips meta={happening.meta} />
        {happening.notDone !== undefined && <span className={classes.notDone}>{happening.notDone}</span>}
        {happening.details.length > 0 && <span className={classes.details}>{dotted(happening.details)}</span>}
      </span>
      <span className={classes.time}>{timed ? formatTime(happening.at) : ""}</span>
    </>
  );
  return (
    <li className={classes.item}>
      {happening.kind === "note" ? (
        <Link
          to="/patients/$patientId/notes"
          params={{ patientId }}
          search={{ note: happening.id }}
          className={classes.row}
          data-row
        >
          {words}
        </Link>
      ) : (
        <div className={classes.row} data-row tabIndex={-1}>
          {words}
        </div>
      )}
      <RecordMenu type={happening.type} id={happening.id} title={happening.title} />
    </li>
  );
}
