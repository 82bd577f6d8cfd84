import { useState } from "react";
import { therapyCategory } from "../../../../contract/therapy/index.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { NotAll } from "../_parts/layout/NotAll.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import { WaitingPage } from "../_parts/layout/WaitingPage.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { measureCourses } from "./measures/measure-list.ts";
import { MeasureRow } from "./measures/MeasureRow.tsx";
import { RecordMeasure } from "./measures/RecordMeasure.tsx";
import { TherapyTabs } from "./TherapyTabs.tsx";
import { useTherapyObservations } from "./use-therapy.ts";
import { say } from "./words/index.ts";

/** How the patient does, by instruments that others can compare: each with the change that matters. */
export function MeasuresPage() {
  const { patientId } = useChart();
  const { scopes } = useSession();
  const found = useTherapyObservations(patientId, therapyCategory.measure);
  const [at, setAt] = useState<number | undefined>();
  if (found.data === undefined)
    return <WaitingPage title={say("measures")} queries={[found]} what={say("whatMeasures")} />;
  const courses = measureCourses(found.data.matches);
  const mayRecord = allows(scopes, "Observation", "c");
  const times = courses.flatMap(({ all }) => all.map((one) => one.at));
  const [oldest, newest] = [Math.min(...times), Math.max(...times)];
  // Never less than a month, so that two scores of one day don't stand at the ends of the axis.
  const air = Math.max((newest - oldest) * 0.04, 15 * 86_400_000);
  const extent = { low: oldest - air, high: newest + air };
  return (
    <div>
      <TherapyTabs />
      <Section title={say("measures")} level={1} aside={courses.length === 0 ? undefined : `${courses.length}`}>
        <NotAll complete={found.data.complete} what={say("whatMeasures")} />
        {mayRecord && <RecordMeasure courses={courses} />}
        {courses.length === 0 ? (
          <EmptyState title={say("nothingMeasured")}>{say("nothingMeasuredMore")}</EmptyState>
        ) : (
          courses.map((course) => (
            <MeasureRow key={course.instrument.id} course={course} extent={extent} at={at} onAt={setAt} />
          ))
        )}
      </Section>
    </div>
  );
}
