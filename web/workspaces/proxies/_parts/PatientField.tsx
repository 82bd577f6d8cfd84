import { Select, type SelectProps } from "@mantine/core";
import { useState } from "react";
import { dateText } from "../../../ui/dates.ts";
import { patientName } from "../../../ui/patient-words.ts";
import { usePatientSearch } from "../../people/_parts/use-patient-search.ts";
import { say } from "../words/index.ts";

/** Finds a patient by name, date of birth or number; its value is the patient's id. */
export function PatientField(input: Omit<SelectProps, "data">) {
  const [typed, setTyped] = useState("");
  const { patients, more } = usePatientSearch(typed, 20);
  return (
    <Select
      label={say("thePatient")}
      description={more ? say("findByMore") : say("findBy")}
      data-autofocus
      searchable
      nothingFoundMessage={typed.trim().length < 2 ? say("typeName") : say("nobodyFits")}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      data={(patients ?? []).flatMap((patient) =>
        patient.id === undefined
          ? []
          : [
              {
                value: patient.id,
                label:
                  patient.birthDate === undefined
                    ? patientName(patient)
                    : say("patientBorn", { name: patientName(patient), day: dateText(patient.birthDate) }),
              },
            ],
      )}
      {...input}
    />
  );
}
