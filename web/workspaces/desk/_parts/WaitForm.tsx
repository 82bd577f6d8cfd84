import { Button, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import type { BookProps } from "./BookDialog.tsx";
import { kindsAt, therapistsAt } from "./choices.ts";
import { PatientOfDraft } from "./PatientOfDraft.tsx";
import { SavedLine, savedState } from "./SavedLine.tsx";
import { useWait } from "./scheduling-calls.ts";
import { isUnanswered, useResend } from "./use-resend.ts";

const dayOrNone = (value: string) =>
  value.trim() === "" || typedDate(value) !== undefined ? null : "A day such as 07-Mar-2026, or nothing.";

/** For whom no time fits yet. */
export function WaitForm({ places, draft, change, forget, isRefused, isKept, close }: BookProps) {
  const { branchId, requestId } = draft;
  const wait = useWait();
  const form = useForm({
    initialValues: {
      patientId: draft.patientId,
      kindId: draft.kindId,
      therapistId: draft.therapistId,
      from: draft.from,
      until: draft.until,
    },
    onValuesChange: change,
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
        branchId,
        ...(therapistId === "" ? {} : { therapistId }),
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      },
      {
        onSuccess: () => {
          forget();
          announce("On the waiting list");
          close();
        },
      },
    );
  });
  useResend(wait.error, wait.isPending, () => submit());
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <PatientOfDraft draft={draft} change={change} input={form.getInputProps("patientId")} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Select
            label="What"
            data={kindsAt(places, branchId)}
            allowDeselect={false}
            {...form.getInputProps("kindId")}
          />
          <Select
            label="With"
            searchable
            clearable
            placeholder="Anybody"
            data={therapistsAt(places, branchId, form.values.kindId, form.values.therapistId)}
            value={form.values.therapistId === "" ? null : form.values.therapistId}
            onChange={(value) => form.setFieldValue("therapistId", value ?? "")}
          />
          <TextInput label="Not before" autoComplete="off" {...form.getInputProps("from")} />
          <TextInput label="Not after" autoComplete="off" {...form.getInputProps("until")} />
        </SimpleGrid>
        {wait.error !== null && !isUnanswered(wait.error) && <ErrorNotice error={wait.error} />}
        <Group>
          <Button type="submit" loading={wait.isPending}>
            Put on the list
          </Button>
          <Button
            variant="subtle"
            onClick={() => {
              forget();
              close();
            }}
          >
            Cancel
          </Button>
          <SavedLine isRefused={isRefused} isKept={isKept} state={savedState(wait, form.isDirty())} />
        </Group>
      </Stack>
    </form>
  );
}
