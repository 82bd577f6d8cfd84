import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";
import { isRefusal } from "../../app/api.ts";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { announce } from "../../ui/announce.ts";
import { formatName } from "../../ui/clinical/names.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import classes from "./ChartLayout.module.css";
import { Banner } from "./_parts/layout/Banner.tsx";
import { ChartNav } from "./_parts/layout/ChartNav.tsx";
import { MergeNotice } from "./_parts/layout/MergeNotice.tsx";
import { NotHere } from "./_parts/layout/NotHere.tsx";
import { useChartKeys } from "./_parts/layout/use-chart-keys.ts";
import { sectionsFor } from "./_parts/layout/sections.ts";
import { useFixedHeight } from "./_parts/layout/use-fixed-height.ts";
import { useDraftsOfDevice } from "./_parts/notes/use-drafts-of-device.ts";
import { belongingQuery } from "./_parts/record/belonging.ts";
import { useChart, useNow } from "./_parts/record/use-chart.ts";
import { usePatient } from "./_parts/record/use-record.ts";

import { say } from "./words/index.ts";

/** Frame of one patient's chart: the banner that never leaves, the sections, and the open one. */
export function ChartLayout() {
  const { patientId } = useChart();
  const session = useSession();
  const readsRecord = allows(session.scopes, "Patient", "r");
  const patient = usePatient({ patientId, enabled: readsRecord });
  // Every list of the chart asks for it first: it comes beside the patient.
  useQuery({ ...belongingQuery(patientId), enabled: readsRecord });
  const now = useNow();
  const { pathname } = useLocation();
  const sections = useMemo(() => sectionsFor(session), [session]);
  const frame = useRef<HTMLDivElement>(null);
  useFixedHeight(frame, patient.data?.id);
  useDraftsOfDevice(session.person.id);
  useChartKeys(patientId, sections, allows(session.scopes, "DocumentReference", "c"));
  const name = patient.data === undefined ? undefined : formatName(patient.data.name);
  useEffect(() => {
    if (name === undefined) return;
    document.title = `${name} · Wardbook`;
    announce(say("chartOf", { name }));
  }, [name]);
  if (!readsRecord) return <WithoutRecord patientId={patientId} />;
  if (isRefusal(patient.error, "chart/not-found") && patient.data === undefined) {
    // Whoever keeps consents reaches those of a record that is closed to everybody: else nobody could open it again.
    const keepsConsents = pathname.endsWith("/consents") && session.permissions?.includes("consents.manage") === true;
    return keepsConsents ? <Outlet /> : <NotHere patientId={patientId} />;
  }
  if (patient.error !== null && patient.data === undefined)
    return <ErrorNotice error={patient.error} again={() => void patient.refetch()} />;
  if (patient.data === undefined) return <PageWait />;
  return (
    // Keyed by the patient: nothing of one chart, not even a scroll position or an open menu, survives into another.
    <div key={patientId} ref={frame} className={classes.chart}>
      <div className={classes.fixed} data-fixed>
        <Banner patient={patient.data} patientId={patientId} now={now} />
        <MergeNotice patient={patient.data} patientId={patientId} />
        <ChartNav patientId={patientId} sections={sections} />
      </div>
      <Outlet />
    </div>
  );
}

/** For an auditor, who may see who looked but not at whom. */
function WithoutRecord({ patientId }: { readonly patientId: string }) {
  return (
    <div className={classes.chart}>
      <p className={classes.withoutRecord}>{say.rich("withoutRecord", { id: <b key="id">{patientId}</b> })}</p>
      <Outlet />
    </div>
  );
}
