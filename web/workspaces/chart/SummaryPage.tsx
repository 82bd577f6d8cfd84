import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { OpenDrafts } from "./_parts/notes/OpenDrafts.tsx";
import { useChart } from "./_parts/record/use-chart.ts";
import { AllergySummary } from "./_parts/summary/AllergySummary.tsx";
import { AppointmentSummary } from "./_parts/summary/AppointmentSummary.tsx";
import { MedicineSummary } from "./_parts/summary/MedicineSummary.tsx";
import { NoteSummaryList } from "./_parts/summary/NoteSummaryList.tsx";
import { ProblemSummary } from "./_parts/summary/ProblemSummary.tsx";
import { ResultSummary } from "./_parts/summary/ResultSummary.tsx";
import { VitalSummary } from "./_parts/summary/VitalSummary.tsx";
import classes from "./SummaryPage.module.css";
import { say } from "./words/index.ts";

/** The person on one page: what they have, take and must not get; how they are; what was said and what comes next. */
export function SummaryPage() {
  const { patientId } = useChart();
  const { person, scopes } = useSession();
  const may = (type: string) => allows(scopes, type, "s");
  return (
    <div>
      <h1 className="wb-visually-hidden" tabIndex={-1}>
        {say("summary")}
      </h1>
      {allows(scopes, "DocumentReference", "c") && <OpenDrafts patientId={patientId} personId={person.id} />}
      <div className={classes.grid}>
        <div className={classes.column}>
          {may("Condition") && <ProblemSummary />}
          {may("AllergyIntolerance") && <AllergySummary />}
          {may("Appointment") && <AppointmentSummary />}
        </div>
        <div className={classes.column}>
          {may("MedicationRequest") && <MedicineSummary />}
          {may("DocumentReference") && <NoteSummaryList />}
        </div>
        <div className={classes.column}>
          {may("Observation") && <ResultSummary />}
          {may("Observation") && <VitalSummary />}
        </div>
      </div>
    </div>
  );
}
