import { Checkbox, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { NewPublicBooking, PublicPage } from "../../../contract/index.ts";
import { isOfField, isRefusal } from "../../app/api/request-failure.ts";
import { announce } from "../../ui/announce.ts";
import { asSentence } from "../../ui/as-sentence.ts";
import { isoDay, timeText, weekdayText } from "../../ui/dates.ts";
import { sendsForm } from "../../ui/sends-form.ts";
import { typedDate } from "../../ui/typed-date.ts";
import { useResend } from "../desk/_parts/use-resend.ts";
import { HeardField, ReachFields } from "./_parts/ContactFields.tsx";
import { contactFaults, contactOf, noContact } from "./_parts/contact.ts";
import { Offering } from "./_parts/Offering.tsx";
import { Receipt } from "./_parts/Receipt.tsx";
import { useProof, useSendPublic } from "./_parts/public-calls.ts";
import { SendRow } from "./_parts/SendRow.tsx";
import { TimeChoice } from "./_parts/TimeChoice.tsx";
import { say } from "./words/index.ts";

/** Anybody asks for a time; the clinic confirms it. */
export function BookPage() {
  const { organisation } = useSearch({ from: "/book" });
  return (
    <Offering title={say("askAppointment")} organisation={organisation}>
      {(page) => (page.booking.length === 0 ? undefined : <BookingForm page={page} organisation={organisation} />)}
    </Offering>
  );
}

type Props = { readonly page: PublicPage; readonly organisation: string | undefined };

function BookingForm({ page, organisation }: Props) {
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const only = page.booking.length === 1 ? page.booking[0] : undefined;
  const form = useForm({
    initialValues: {
      ...noContact,
      kindId: only?.id ?? null,
      branchId: only?.branches.length === 1 ? (only.branches[0]?.id ?? null) : null,
      start: null as string | null,
      birthDate: "",
      about: "",
      reminders: false,
    },
    validate: (typed) => ({ ...contactFaults(typed), ...timeFaults(typed) }),
  });
  const { kindId, branchId, start } = form.values;
  const kind = page.booking.find(({ id }) => id === kindId);
  const proof = useProof("booking", organisation, form.isDirty());
  const send = useSendPublic<NewPublicBooking>("/api/public/bookings", proof);
  const chooseKind = (id: string | null) => {
    const at = page.booking.find((one) => one.id === id)?.branches ?? [];
    form.setValues({ kindId: id, start: null, branchId: at.length === 1 ? (at[0]?.id ?? null) : null });
  };
  const submit = () => {
    const { about, birthDate, reminders, kindId: of, branchId: at, start: from, ...contact } = form.values;
    send.mutate(
      {
        organisation,
        requestId,
        ...contactOf(contact),
        kindId: of ?? "",
        branchId: at ?? "",
        start: from ?? "",
        birthDate: typedDate(birthDate) ?? "",
        about: about.trim(),
        reminders,
      },
      {
        onSuccess: () => announce(say("sent")),
        onError: (error) => {
          if (isOfField(error, form.values) && error.path !== "website")
            form.setFieldError(error.path, asSentence(error.message));
          if (!isRefusal(error, "public/time-taken")) return;
          // Another time is another request.
          setRequestId(crypto.randomUUID());
          form.setFieldValue("start", null);
          void queries.invalidateQueries({ queryKey: ["public-times"] });
        },
      },
    );
  };
  useResend(send.error, send.isPending, submit);
  if (send.isSuccess && start !== null)
    return (
      <Receipt title={say("thanksWish")}>
        {say("wishWords", { kind: kind?.name ?? "", ...whenOf(start, page.timeZone) })}
      </Receipt>
    );
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Select
            label={say("whatFor")}
            required
            data={page.booking.map(({ id, name, minutes }) => ({
              value: id,
              label: say("kindMinutes", { name, minutes }),
            }))}
            {...form.getInputProps("kindId")}
            onChange={chooseKind}
          />
          <Select
            label={say("where")}
            required
            disabled={kind === undefined}
            data={kind?.branches.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            {...form.getInputProps("branchId")}
            onChange={(id) => form.setValues({ branchId: id, start: null })}
          />
        </SimpleGrid>
        {kindId !== null && branchId !== null && (
          <TimeChoice
            page={page}
            organisation={organisation}
            kind={kindId}
            branch={branchId}
            chosen={start}
            choose={(chosen) => {
              form.setFieldValue("start", chosen);
              form.clearFieldError("start");
            }}
          />
        )}
        {form.errors["start"] !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {form.errors["start"]}
          </Text>
        )}
        <TextInput label={say("name")} required autoComplete="name" {...form.getInputProps("name")} />
        <TextInput
          label={say("dateOfBirth")}
          description={say("dayFirst")}
          required
          maw="22rem"
          autoComplete="bday"
          {...form.getInputProps("birthDate")}
        />
        <ReachFields form={form} />
        <Textarea
          label={say("anythingToKnow")}
          description={say("anythingWords")}
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps("about")}
          onKeyDown={sendsForm}
        />
        <Checkbox label={say("remindMe")} {...form.getInputProps("reminders", { type: "checkbox" })} />
        <HeardField form={form} />
        <Text size="sm" c="dimmed">
          {start !== null && kind !== undefined && (
            <strong>{say("chosenTime", { kind: kind.name, ...whenOf(start, page.timeZone) })} </strong>
          )}
          {say("yoursOnceConfirmed")}
        </Text>
        <SendRow
          label={say("askForTime")}
          error={send.error}
          isPending={send.isPending}
          ownFields={Object.keys(form.values).filter((field) => field !== "website")}
        />
      </Stack>
    </form>
  );
}

function whenOf(start: string, timeZone: string) {
  return { day: weekdayText(start, timeZone), time: timeText(start, timeZone) };
}

type Typed = {
  readonly kindId: string | null;
  readonly branchId: string | null;
  readonly start: string | null;
  readonly birthDate: string;
};

function timeFaults({ kindId, branchId, start, birthDate }: Typed): Record<string, string> {
  const born = typedDate(birthDate);
  return {
    ...(kindId === null ? { kindId: say("whatYouCome") } : {}),
    ...(branchId === null ? { branchId: say("whichPlace") } : {}),
    ...(kindId !== null && branchId !== null && start === null ? { start: say("chooseTime") } : {}),
    ...(born === undefined ? { birthDate: say("dayFault") } : {}),
    ...(born !== undefined && born > isoDay(new Date()) ? { birthDate: say("dayToCome") } : {}),
  };
}
