import { Button, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import type { BookProps } from "./BookDialog.tsx";
import { kindsAt, therapistsAt } from "./choices.ts";
import { useWait } from "./scheduling-calls.ts";

const dayOrNone = (value: string) =>
  value.trim() === "" || typedDate(value) !== undefined ? null : "A day such as 07-Mar-2026, or nothing.";

/** For whom no time fits yet. */
export function WaitForm({ places, branch, wish, close }: BookProps) {
  const wait = useWait();
  const [requestId] = useState(() => crypto.randomUUID());
  const kinds = kindsAt(places, branch);
  const form = useForm({
    initialValues: {
      patientId: wish.patientId ?? "",
      kindId: wish.kindId ?? kinds[0]?.value ?? "",
      therapistId: wish.therapistId ?? "",
      from: "",
      until: "",
    },
    validate: {
      patientId: (value) => (value === "" ? "Find the patient." : null),
      from: dayOrNone,
      until: dayOrNone,
    },
  });
  const submit = form.onSubmit(({ patientId, kindId, therapistId, ...typed }) => {
    const [from, until] = [typedDate(typed.from), typedDate(typed.until)];
    wait.mutate(
      {
        requestId,
        patientId,
        kindId,
        branchId: branch,
        ...(therapistId === "" ? {} : { therapistId }),
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      },
      {
        onSuccess: () => {
          announce("On the waiting list");
          close();
        },
      },
    );
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <PatientField label="Patient" data-autofocus {...form.getInputProps("patientId")} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Select label="What" data={kinds} {...form.getInputProps("kindId")} />
          <Select
            label="With"
            searchable
            clearable
            placeholder="Anybody"
            data={therapistsAt(places, branch, form.values.kindId)}
            value={form.values.therapistId === "" ? null : form.values.therapistId}
            onChange={(value) => form.setFieldValue("therapistId", value ?? "")}
          />
          <TextInput label="Not before" autoComplete="off" {...form.getInputProps("from")} />
          <TextInput label="Not after" autoComplete="off" {...form.getInputProps("until")} />
        </SimpleGrid>
        {wait.error !== null && <ErrorNotice error={wait.error} />}
        <Group>
          <Button type="submit" loading={wait.isPending}>
            Put on the list
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
