import { type ComboboxItem, Select, type SelectProps } from "@mantine/core";
import { useState } from "react";
import { isolated } from "../../../language/index.ts";
import { dateText } from "../../../ui/dates.ts";
import type { Patient } from "../../../ui/clinical/fhir-types.ts";
import { mergedText, patientName } from "../../../ui/patient-words.ts";
import { usePatientSearch } from "./use-patient-search.ts";
import { say } from "../words/index.ts";

const mostShown = 20;
const soughtBy = say("findBy");

type Field = Omit<SelectProps, "data" | "description" | "searchable" | "searchValue" | "onSearchChange" | "filter">;

/** Finds one patient of the organisation; its value is their id. What is typed lives as long as the field.
 *  `known`: whom the field begins with, before anything was sought. */
export function PatientField({ known, ...field }: Field & { readonly known?: ComboboxItem | undefined }) {
  const [typed, setTyped] = useState(known?.label ?? "");
  const { patients, seen, more } = usePatientSearch(typed, mostShown);
  return (
    <Select
      description={more ? say("moreFit", { by: soughtBy, count: mostShown }) : soughtBy}
      searchable
      nothingFoundMessage={typed.trim().length < 2 ? say("typeName") : say("nobodyFitsStop")}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      data={withKnown(
        known,
        (patients ?? []).flatMap((patient) =>
          patient.id === undefined
            ? []
            : [
                {
                  value: patient.id,
                  label: labelOf(patient, seen),
                },
              ],
        ),
      )}
      {...field}
    />
  );
}

/** "HALLORAN, Nora, 29-Feb-1948"; a merged record says so, for nothing new belongs there. */
function labelOf(patient: Patient, seen: ReadonlyMap<string, Patient>): string {
  const merged = mergedText(patient, seen);
  const parts = [patientName(patient), patient.birthDate === undefined ? undefined : dateText(patient.birthDate)];
  const text = parts.flatMap((part) => (part === undefined ? [] : isolated(part))).join(", ");
  return merged === undefined ? text : `${text} (${merged.charAt(0).toLowerCase()}${merged.slice(1)})`;
}

function withKnown(known: ComboboxItem | undefined, found: readonly ComboboxItem[]): ComboboxItem[] {
  return known === undefined || found.some(({ value }) => value === known.value) ? [...found] : [known, ...found];
}
