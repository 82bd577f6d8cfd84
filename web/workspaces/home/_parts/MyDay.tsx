import { useNavigate } from "@tanstack/react-router";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { usePageKeys } from "../../../app/shell/use-page-keys.ts";
import { announce } from "../../../ui/announce.ts";
import type { Appointment } from "../../../ui/clinical/fhir-types.ts";
import { Kbd } from "../../../ui/Kbd.tsx";
import { patientName } from "../../../ui/patient-words.ts";
import { offerUndo, tellFailure } from "../../desk/_parts/use-acting.tsx";
import { actorOf, patientReference } from "./appointment-words.ts";
import { DayTable } from "./DayTable.tsx";
import classes from "./MyDay.module.css";
import type { Day } from "./use-day.ts";
import { useVisits, useVisitStep } from "./visit-calls.ts";
import { headingsFor, visitOf, visitStep } from "./visit.ts";
import { VisitActs } from "./VisitActs.tsx";
import { say } from "../words/index.ts";

/** The day's appointments with the visit of each: begun, written about and ended from here, by key or by button. */
export function MyDay({ day, practitioner }: { readonly day: Day; readonly practitioner: string | undefined }) {
  const { scopes, permissions = [] } = useSession();
  const navigate = useNavigate();
  const mayVisit = allows(scopes, "Encounter", "c") && allows(scopes, "Appointment", "u");
  const mayWrite = permissions.includes("notes.write");
  const visits = useVisits(day.appointments, mayVisit);
  const step = useVisitStep(practitioner, { failed: tellFailure });
  const isKnown = visits.data !== undefined && !visits.isPlaceholderData;
  const visitNow = (appointment: Appointment) => visitOf(appointment, visits.data ?? []);
  const whoOf = (appointment: Appointment) => {
    const patient = day.patients.get(patientReference(appointment) ?? "");
    return patient === undefined
      ? (actorOf(appointment, "Patient")?.display ?? say("thePatient"))
      : patientName(patient);
  };

  const go = (appointment: Appointment, does: "start" | "end") => {
    const visit = visitNow(appointment);
    const said = say(does === "start" ? "visitBegun" : "visitEnded", { who: whoOf(appointment) });
    const undo = () => step.mutate({ appointment, visit, step: `undo-${does}` });
    step.mutate(
      { appointment, visit, step: does },
      {
        onSuccess: () => {
          announce(said);
          offerUndo(appointment.id ?? "", said, undo);
        },
      },
    );
  };
  const write = (appointment: Appointment) => {
    const visit = visitNow(appointment);
    const patient = patientReference(appointment);
    if (visit?.id === undefined || patient === undefined || !mayWrite) return;
    void navigate({
      to: "/patients/$patientId/notes/write/$draftId",
      params: { patientId: patient.slice("Patient/".length), draftId: crypto.randomUUID() },
      search: { encounter: visit.id, template: headingsFor(appointment) },
    });
  };

  /** The appointment of the row that has the focus. */
  const focused = (): Appointment | undefined => {
    const row = document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-appointment]");
    return day.appointments.find(({ id }) => id !== undefined && id === row?.dataset["appointment"]);
  };
  usePageKeys(
    mayVisit
      ? {
          v: () => {
            const appointment = focused();
            const next = appointment === undefined ? undefined : visitStep(appointment, visitNow(appointment));
            if (appointment === undefined) announce(say("goToAppointment"));
            else if (next !== undefined && isKnown && !step.isPending) go(appointment, next);
          },
          w: () => {
            const appointment = focused();
            if (appointment !== undefined) write(appointment);
          },
        }
      : {},
  );

  return (
    <>
      <DayTable
        caption={say("todaysAppointments")}
        day={day}
        appointments={day.appointments}
        withPractitioner={practitioner === undefined}
        acts={
          mayVisit
            ? (appointment) =>
                isKnown && (
                  <VisitActs
                    appointment={appointment}
                    visit={visitNow(appointment)}
                    who={whoOf(appointment)}
                    busy={step.isPending}
                    go={(does) => go(appointment, does)}
                    write={mayWrite ? () => write(appointment) : undefined}
                  />
                )
            : undefined
        }
      />
      {mayVisit && (
        <p className={classes.keys}>
          {say.rich("rowKeys", {
            open: <Kbd key="open" keys="Enter" />,
            visit: <Kbd key="visit" keys="v" />,
            write: <Kbd key="write" keys="w" />,
          })}
        </p>
      )}
    </>
  );
}
