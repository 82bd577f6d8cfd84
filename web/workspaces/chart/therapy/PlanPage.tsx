import { therapyCategory } from "../../../../contract/therapy/index.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { isoDay } from "../../../ui/dates.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Nothing } from "../_parts/layout/Loaded.tsx";
import { NotAll } from "../_parts/layout/NotAll.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import { WaitingPage } from "../_parts/layout/WaitingPage.tsx";
import { useChart, useNow } from "../_parts/record/use-chart.ts";
import { usePatient } from "../_parts/record/use-record.ts";
import { measureCourses } from "./measures/measure-list.ts";
import { ExerciseSection } from "./plan/ExerciseSection.tsx";
import { goalLines } from "./plan/goal.ts";
import { GoalForm } from "./plan/GoalForm.tsx";
import { GoalTable } from "./plan/GoalTable.tsx";
import { useExercisePlans, useGoals } from "./plan/plan-calls.ts";
import { TherapyTabs } from "./TherapyTabs.tsx";
import { useTherapyObservations } from "./use-therapy.ts";
import { say } from "./words/index.ts";

/** Where the treatment is to lead, and what the patient does for it at home. */
export function PlanPage() {
  const { patientId } = useChart();
  const { scopes } = useSession();
  const patient = usePatient({ patientId });
  const mayRead = allows(scopes, "Goal", "s") && allows(scopes, "CarePlan", "s");
  const goals = useGoals(patientId, mayRead);
  const plans = useExercisePlans(patientId, mayRead);
  const measured = useTherapyObservations(patientId, therapyCategory.measure);
  const today = isoDay(new Date(useNow()));
  if (!mayRead) return <EmptyState title={say("roleDoesntRead")} />;
  if (goals.data === undefined || plans.data === undefined || measured.data === undefined)
    return (
      <WaitingPage
        title={say("goalsAndExercises")}
        queries={[goals, plans, measured]}
        what={say("whatGoalsAndExercises")}
      />
    );
  const lines = goalLines(goals.data.matches);
  const active = lines.filter(({ state }) => state === "active");
  return (
    <div>
      <TherapyTabs />
      <Section
        title={say("goals")}
        level={1}
        aside={active.length === 0 ? undefined : say("countWorkedOn", { count: active.length })}
      >
        <NotAll complete={goals.data.complete} what={say("whatGoals")} />
        {allows(scopes, "Goal", "c") && <GoalForm today={today} />}
        {lines.length === 0 ? (
          <Nothing>{say("noGoal")}</Nothing>
        ) : (
          <GoalTable
            lines={lines}
            courses={measureCourses(measured.data.matches)}
            today={today}
            mayChange={allows(scopes, "Goal", "u")}
          />
        )}
      </Section>
      <ExerciseSection
        plan={plans.data.matches[0]}
        patient={patient.data}
        goals={active.map(({ words }) => words)}
        today={today}
        mayChange={allows(scopes, "CarePlan", "c") && allows(scopes, "CarePlan", "u")}
      />
    </div>
  );
}
