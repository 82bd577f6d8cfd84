import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { PatientTable } from "../../people/_parts/PatientTable.tsx";
import { useRecentPatients } from "../../people/_parts/use-recent-patients.ts";
import { TaskSummary } from "../../governance/_parts/TaskSummary.tsx";
import { say } from "../words/index.ts";

/** For those whose day isn't made of appointments: whom they looked at last, and where to begin. */
export function PlainHome() {
  const { organisation, person, scopes } = useSession();
  const recent = useRecentPatients();
  return (
    <>
      <PageHeader title={person.roleLabel ?? say("home")} summary={organisation.name} />
      <TaskSummary />
      {recent.length > 0 ? (
        <PatientTable patients={recent} caption={say("openedSince")} />
      ) : allows(scopes, "Patient", "s") ? (
        <EmptyState title={say("nobodyOpened")}>{say("findWithKeys")}</EmptyState>
      ) : (
        <EmptyState title={say("nothingOpen")}>{say("standsHere")}</EmptyState>
      )}
    </>
  );
}
