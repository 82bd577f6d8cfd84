import { Link } from "@tanstack/react-router";
import type { Patient } from "../../../ui/clinical/fhir-types.ts";
import { NotRecorded } from "../../../ui/DateText.tsx";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { isoDay } from "../../../ui/dates.ts";
import { PatientPhoto } from "../../../ui/PatientPhoto.tsx";
import {
  addressText,
  bornText,
  homeAddress,
  mainIdentifier,
  mergedText,
  patientName,
  preferredName,
  sexText,
  shortNumber,
} from "../../../ui/patient-words.ts";
import classes from "./PatientTable.module.css";
import { say } from "../words/index.ts";

/** Patients with what tells them apart; each row opens the chart. */
export function PatientTable({
  patients,
  seen = new Map(patients.map((patient) => [patient.id ?? "", patient])),
  caption,
}: {
  readonly patients: readonly Patient[];
  /** The records into which some of them were merged, as far as they are seen, by id. */
  readonly seen?: ReadonlyMap<string, Patient>;
  readonly caption: string;
}) {
  const today = isoDay(new Date());
  const columns: readonly Column<Patient>[] = [
    { key: "name", header: say("name"), cell: (patient) => <PatientCell patient={patient} seen={seen} /> },
    {
      key: "born",
      header: say("born"),
      width: "11rem",
      cell: (patient) => bornText(patient, today) ?? <NotRecorded />,
    },
    {
      key: "sex",
      header: say("sex"),
      width: "5rem",
      unlabelled: true,
      cell: (patient) => sexText(patient) ?? <NotRecorded />,
    },
    { key: "number", header: say("number"), width: "8rem", cell: (patient) => <NumberCell patient={patient} /> },
    {
      key: "address",
      header: say("address"),
      unlabelled: true,
      cell: (patient) => addressText(homeAddress(patient)) ?? <NotRecorded />,
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={patients} rowKey={(patient) => patient.id ?? ""} />;
}

function PatientCell({ patient, seen }: { readonly patient: Patient; readonly seen: ReadonlyMap<string, Patient> }) {
  const merged = mergedText(patient, seen);
  const called = preferredName(patient);
  const dead = patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined;
  return (
    <>
      <PatientPhoto patient={patient} size="row" />
      <Link to="/patients/$patientId" params={{ patientId: patient.id ?? "" }} data-row>
        {patientName(patient)}
      </Link>
      {called !== undefined && <span className={classes.called}> {say("called", { name: called })}</span>}
      {merged !== undefined && <span className={classes.dead}>{merged}</span>}
      {dead && <span className={classes.dead}>{say("died")}</span>}
    </>
  );
}

function NumberCell({ patient }: { readonly patient: Patient }) {
  const value = mainIdentifier(patient)?.value;
  return value === undefined ? <NotRecorded /> : <span title={value}>{shortNumber(value)}</span>;
}
