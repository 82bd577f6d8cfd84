import { Radio, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { bornText, patientName } from "../../../ui/patient-words.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { usePatientSearch } from "../../people/_parts/use-patient-search.ts";
import { say } from "../words/index.ts";

type Props = { readonly chosen: string | undefined; readonly choose: (id: string | undefined) => void };

const few = 8;

/** The one patient whom the app is told about. */
export function PatientChoice({ chosen, choose }: Props) {
  const [text, setText] = useState("");
  const { patients, more, error, again, stale } = usePatientSearch(text, few);
  const today = new Date().toISOString().slice(0, 10);
  return (
    <Stack gap="sm">
      <TextInput
        label={say("whichPatient")}
        description={say("toldOfThis")}
        placeholder={say("findBy")}
        autoComplete="off"
        spellCheck={false}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          choose(undefined);
        }}
      />
      {error !== null && <ErrorNotice error={error} again={again} />}
      {patients !== undefined && patients.length > 0 && (
        <Radio.Group label={say("found")} value={chosen ?? ""} onChange={choose}>
          <Stack gap="xs" mt="xs">
            {patients.map((patient) => (
              <Radio
                key={patient.id}
                value={patient.id ?? ""}
                label={patientName(patient)}
                description={bornText(patient, today)}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Text size="sm" c="dimmed" role="status">
        {patients === undefined || stale
          ? ""
          : patients.length === 0
            ? say("nobodyFound")
            : more
              ? say("thereAreMore")
              : ""}
      </Text>
    </Stack>
  );
}
