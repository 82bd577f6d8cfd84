import { therapyCategory } from "../../../../contract/therapy/index.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { Nothing } from "../_parts/layout/Loaded.tsx";
import { NotAll } from "../_parts/layout/NotAll.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import { WaitingPage } from "../_parts/layout/WaitingPage.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { BodyEditor } from "./body/BodyEditor.tsx";
import { bodyCharts } from "./body/body-list.ts";
import { ChartOfDay } from "./body/ChartOfDay.tsx";
import { TherapyTabs } from "./TherapyTabs.tsx";
import { useTherapyObservations } from "./use-therapy.ts";
import { say } from "./words/index.ts";

/** Where the patient feels what, drawn and in words. */
export function BodyPage() {
  const { patientId } = useChart();
  const { scopes } = useSession();
  const found = useTherapyObservations(patientId, therapyCategory.bodyChart);
  if (found.data === undefined)
    return <WaitingPage title={say("bodyChart")} queries={[found]} what={say("whatBodyChart")} />;
  const charts = bodyCharts(found.data.matches);
  return (
    <div>
      <TherapyTabs />
      <Section title={say("bodyChart")} level={1}>
        <NotAll complete={found.data.complete} what={say("whatMarks")} />
        {allows(scopes, "Observation", "c") && <BodyEditor last={charts[0]} />}
        {charts.length === 0 && <Nothing>{say("noBodyChart")}</Nothing>}
      </Section>
      {charts.map((chart, index) => (
        <ChartOfDay key={chart.when} chart={chart} before={charts[index + 1]} />
      ))}
    </div>
  );
}
