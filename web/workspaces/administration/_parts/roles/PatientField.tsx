import { Select } from "@mantine/core";
import { useState } from "react";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";
import { isoDay } from "../../../../ui/dates.ts";
import { bornText, patientName } from "../../../../ui/patient-words.ts";
import { usePatientSearch } from "../../../people/_parts/use-patient-search.ts";
import { say } from "./words/index.ts";

const mostShown = 12;

/** One of the patients whom the viewer sees, found by name, date of birth or number. */
export function PatientField({
  value,
  onChange,
}: {
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}) {
  const [text, setText] = useState("");
  const [picked, setPicked] = useState<{ readonly value: string; readonly label: string } | undefined>(undefined);
  const search = usePatientSearch(picked?.label === text ? "" : text, mostShown);
  const found = (search.patients ?? []).flatMap((patient) =>
    patient.id === undefined ? [] : [{ value: patient.id, label: labelOf(patient) }],
  );
  const data = picked === undefined || found.some((one) => one.value === picked.value) ? found : [picked, ...found];
  return (
    <Select
      label={say("ofWhichPatient")}
      placeholder={say("any")}
      searchable
      clearable
      data={data}
      // The server has searched already.
      filter={({ options }) => options}
      value={value ?? null}
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={text.trim().length < 2 ? say("typeNameBirthNumber") : say("nobodyFound")}
      onChange={(id) => {
        setPicked(data.find((one) => one.value === id));
        onChange(id ?? undefined);
      }}
    />
  );
}

function labelOf(patient: Patient): string {
  return [patientName(patient), bornText(patient, isoDay(new Date()))].filter((part) => part !== undefined).join(", ");
}
