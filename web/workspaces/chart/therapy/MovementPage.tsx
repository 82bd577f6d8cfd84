import { therapyCategory } from "../../../../contract/therapy/index.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { Nothing } from "../_parts/layout/Loaded.tsx";
import { NotAll } from "../_parts/layout/NotAll.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import { WaitingPage } from "../_parts/layout/WaitingPage.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { movementCourses } from "./movement/movement-list.ts";
import { MovementGrid } from "./movement/MovementGrid.tsx";
import { MovementTable } from "./movement/MovementTable.tsx";
import { TherapyTabs } from "./TherapyTabs.tsx";
import { useTherapyObservations } from "./use-therapy.ts";
import { say } from "./words/index.ts";

/** How far joints move and how strong they are, left beside right, now beside the time before. */
export function MovementPage() {
  const { patientId } = useChart();
  const { scopes } = useSession();
  const found = useTherapyObservations(patientId, therapyCategory.movement);
  if (found.data === undefined)
    return <WaitingPage title={say("movement")} queries={[found]} what={say("whatMovements")} />;
  const courses = movementCourses(found.data.matches);
  return (
    <div>
      <TherapyTabs />
      <Section title={say("movementAndStrength")} level={1}>
        {allows(scopes, "Observation", "c") && <MovementGrid courses={courses} />}
      </Section>
      <Section title={say("measured")} aside={courses.length === 0 ? undefined : `${courses.length}`}>
        <NotAll complete={found.data.complete} what={say("whatMovements")} />
        {courses.length === 0 ? <Nothing>{say("noMovement")}</Nothing> : <MovementTable courses={courses} />}
      </Section>
    </div>
  );
}
