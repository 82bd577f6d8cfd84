import type { ReactNode } from "react";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import type { BookingDraft } from "./booking-draft.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly draft: BookingDraft;
  readonly change: (part: Partial<BookingDraft>) => void;
  /** Of the form's field. */
  readonly input: { readonly value?: string; readonly onChange: (value: string) => void; readonly error?: ReactNode };
  readonly isFirst?: boolean;
};

/** For whom it is booked. The name is kept with the id: an unfinished booking says whose it is. */
export function PatientOfDraft({ draft: { patientId, patientName }, change, input, isFirst = true }: Props) {
  return (
    <PatientField
      label={say("patient")}
      {...(isFirst ? { "data-autofocus": true } : {})}
      known={patientId === "" || patientName === "" ? undefined : { value: patientId, label: patientName }}
      {...input}
      onChange={(value, option) => {
        input.onChange(value ?? "");
        change({ patientId: value ?? "", patientName: option?.label ?? "" });
      }}
    />
  );
}
