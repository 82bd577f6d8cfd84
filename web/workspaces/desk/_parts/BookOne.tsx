import { Button, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import type { BookProps } from "./BookDialog.tsx";
import { AgainstIt } from "./AgainstIt.tsx";
import { FreeTimes } from "./FreeTimes.tsx";
import { kindsAt, roomsAt, therapistsAt } from "./choices.ts";
import { refusalOf, useBook } from "./scheduling-calls.ts";
import { instantOf, whenFaults, whenOf } from "./when.ts";

/** Who, what, with whom and when; free times beside it. */
export function BookOne({ places, branch, day, wish, close, booked }: BookProps) {
  const book = useBook();
  // The same for every try of one booking: a booking whose answer was lost isn't made twice.
  const [requestId] = useState(() => crypto.randomUUID());
  const kinds = kindsAt(places, branch);
  const form = useForm({
    initialValues: {
      patientId: wish.patientId ?? "",
      kindId: wish.kindId ?? kinds[0]?.value ?? "",
      therapistId: wish.therapistId ?? "",
      roomId: wish.roomId ?? "",
      ...whenOf(wish.start, day, places.timeZone),
      reason: "",
    },
    validate: {
      patientId: (value) => (value === "" ? "Find the patient." : null),
      kindId: (value) => (value === "" ? "Choose what it is." : null),
      ...whenFaults,
    },
  });
  const { kindId, therapistId, reason } = form.values;
  const refusal = refusalOf(book.error);
  const submit = form.onSubmit((values) => {
    const start = instantOf(values, places.timeZone);
    if (start === undefined) return;
    book.mutate(
      {
        requestId,
        patientId: values.patientId,
        kindId: values.kindId,
        branchId: branch,
        start,
        ...(values.therapistId === "" ? {} : { therapistId: values.therapistId }),
        ...(values.roomId === "" ? {} : { roomId: values.roomId }),
        ...(refusal?.code === "scheduling/needs-reason" && reason.trim() !== ""
          ? { override: { reason: reason.trim() } }
          : {}),
      },
      {
        onSuccess: () => {
          announce("Booked");
          booked(start);
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
            data={therapistsAt(places, branch, kindId)}
            {...form.getInputProps("therapistId")}
            value={therapistId === "" ? null : therapistId}
            onChange={(value) => form.setFieldValue("therapistId", value ?? "")}
          />
          <TextInput label="Day" autoComplete="off" {...form.getInputProps("day")} />
          <TextInput label="Time" autoComplete="off" placeholder="09:30" {...form.getInputProps("time")} />
          <Select
            label="Room"
            clearable
            placeholder="None"
            data={roomsAt(places, branch)}
            value={form.values.roomId === "" ? null : form.values.roomId}
            onChange={(value) => form.setFieldValue("roomId", value ?? "")}
          />
        </SimpleGrid>
        <FreeTimes
          places={places}
          wish={
            kindId === ""
              ? undefined
              : {
                  kind: kindId,
                  from: typedDate(form.values.day) ?? day,
                  days: 7,
                  branch,
                  therapist: therapistId === "" ? undefined : therapistId,
                }
          }
          chosen={instantOf(form.values, places.timeZone)}
          choose={(free) =>
            form.setValues({
              ...whenOf(free.start, day, places.timeZone),
              therapistId: free.therapistId,
              ...(free.roomId === undefined ? {} : { roomId: free.roomId }),
            })
          }
        />
        {refusal === undefined && book.error !== null && <ErrorNotice error={book.error} />}
        {refusal !== undefined && <AgainstIt refusal={refusal} reason={form.getInputProps("reason")} />}
        <Group>
          <Button
            type="submit"
            loading={book.isPending}
            disabled={refusal?.code === "scheduling/needs-reason" && reason.trim() === ""}
          >
            {refusal?.code === "scheduling/needs-reason" ? "Book all the same" : "Book"}
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
