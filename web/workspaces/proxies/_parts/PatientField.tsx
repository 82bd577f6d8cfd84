import { Select, type SelectProps } from "@mantine/core";
import { useState } from "react";
import { dateText } from "../../../ui/dates.ts";
import { patientName } from "../../../ui/patient-words.ts";
import { usePatientSearch } from "../../people/_parts/use-patient-search.ts";

/** Finds a patient by name, date of birth or number; its value is the patient's id. */
export function PatientField(input: Omit<SelectProps, "data">) {
  const [typed, setTyped] = useState("");
  const { patients, more } = usePatientSearch(typed, 20);
  return (
    <Select
      label="The patient"
      description={
        more ? "Name, date of birth or number. More than 20 fit: type more." : "Name, date of birth or number"
      }
      data-autofocus
      searchable
      nothingFoundMessage={typed.trim().length < 2 ? "Type a name." : "Nobody fits."}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      data={(patients ?? []).flatMap((patient) =>
        patient.id === undefined
          ? []
          : [
              {
                value: patient.id,
                label: `${patientName(patient)}${patient.birthDate === undefined ? "" : `, ${dateText(patient.birthDate)}`}`,
              },
            ],
      )}
      {...input}
    />
  );
}
