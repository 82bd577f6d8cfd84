import { type ReactNode, useRef } from "react";
import { isRefusal } from "../../../app/api.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { Banner } from "../../chart/_parts/layout/Banner.tsx";
import { NotHere } from "../../chart/_parts/layout/NotHere.tsx";
import { useFixedHeight } from "../../chart/_parts/layout/use-fixed-height.ts";
import { useNow } from "../../chart/_parts/record/use-chart.ts";
import { usePatient } from "../../chart/_parts/record/use-record.ts";
import classes from "../../chart/ChartLayout.module.css";

/** A page about one patient's money, under the banner that never leaves. */
export function PatientFrame({ patientId, children }: { readonly patientId: string; readonly children: ReactNode }) {
  const patient = usePatient({ patientId });
  const now = useNow();
  const frame = useRef<HTMLDivElement>(null);
  useFixedHeight(frame, patient.data?.id);
  if (isRefusal(patient.error, "chart/not-found") && patient.data === undefined)
    return <NotHere patientId={patientId} />;
  if (patient.error !== null && patient.data === undefined)
    return <ErrorNotice error={patient.error} again={() => void patient.refetch()} />;
  if (patient.data === undefined) return <PageWait />;
  return (
    <div key={patientId} ref={frame} className={classes.chart}>
      <div className={classes.fixed} data-fixed>
        <Banner patient={patient.data} patientId={patientId} now={now} />
      </div>
      <div>{children}</div>
    </div>
  );
}
