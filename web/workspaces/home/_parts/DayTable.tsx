import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Appointment } from "../../../ui/clinical/fhir-types.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { isoDay, timeText } from "../../../ui/dates.ts";
import { bornText, patientName } from "../../../ui/patient-words.ts";
import { actorOf, isClosed, patientReference, reasonText, serviceText } from "./appointment-words.ts";
import { AppointmentStatusChip } from "./AppointmentStatusChip.tsx";
import classes from "./DayTable.module.css";
import type { Day } from "./use-day.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly caption: string;
  readonly day: Day;
  readonly appointments: readonly Appointment[];
  readonly withPractitioner: boolean;
  /** What is done with the visit of an appointment; absent where the reader does nothing about visits. */
  readonly acts?: ((appointment: Appointment) => ReactNode) | undefined;
};

/** A day's appointments by the clock; a row opens the chart. */
export function DayTable({ caption, day, appointments, withPractitioner, acts }: Props) {
  const today = isoDay(new Date());
  const reasonFor = (appointment: Appointment) =>
    [withPractitioner ? undefined : serviceText(appointment), reasonText(appointment)]
      .filter((part, index, all) => part !== undefined && all.indexOf(part) === index)
      .join(": ");
  const columns: readonly Column<Appointment>[] = [
    {
      key: "patient",
      header: say("patient"),
      cell: (appointment) => (
        <div className={classes.who}>
          <span className={classes.time}>{appointment.start === undefined ? "–" : timeText(appointment.start)}</span>
          <span>
            <PatientLink day={day} appointment={appointment} />
          </span>
        </div>
      ),
    },
    {
      key: "born",
      header: say("born"),
      width: "10.25rem",
      cell: (appointment) => {
        const patient = day.patients.get(patientReference(appointment) ?? "");
        return patient === undefined ? "" : bornText(patient, today);
      },
    },
    // Whoever may not see why people come would look at an empty column.
    ...(appointments.some((appointment) => reasonFor(appointment) !== "")
      ? [{ key: "reason", header: say("reason"), unlabelled: true, cell: reasonFor }]
      : []),
    ...(withPractitioner
      ? [
          {
            key: "with",
            header: say("with"),
            width: "10.5rem",
            cell: (appointment: Appointment) => actorOf(appointment, "Practitioner")?.display ?? "",
          },
        ]
      : []),
    {
      key: "room",
      header: say("room"),
      width: "9.5rem",
      cell: (appointment) => actorOf(appointment, "Location")?.display ?? "",
    },
    {
      key: "status",
      header: say("status"),
      width: "9rem",
      unlabelled: true,
      cell: (appointment) => <AppointmentStatusChip status={appointment.status} />,
    },
    ...(acts === undefined
      ? []
      : [{ key: "visit", header: say("visit"), width: "15rem", unlabelled: true, cell: acts }]),
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={appointments}
      rowKey={(one) => one.id ?? ""}
      faded={(one) => isClosed(one.status)}
    />
  );
}

/** The patient's name, leading to the chart. */
export function PatientLink({ day, appointment }: { readonly day: Day; readonly appointment: Appointment }) {
  const reference = patientReference(appointment);
  const patient = day.patients.get(reference ?? "");
  const words =
    patient === undefined ? (actorOf(appointment, "Patient")?.display ?? say("patientNotShown")) : patientName(patient);
  if (reference === undefined) return <span>{words}</span>;
  return (
    <Link
      to="/patients/$patientId"
      params={{ patientId: reference.slice("Patient/".length) }}
      data-row
      data-appointment={appointment.id}
    >
      {words}
    </Link>
  );
}
