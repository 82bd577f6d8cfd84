import { Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { NewPublicEnquiry, PublicPage } from "../../../contract/index.ts";
import { isOfField } from "../../app/api/request-failure.ts";
import { announce } from "../../ui/announce.ts";
import { asSentence } from "../../ui/as-sentence.ts";
import { sendsForm } from "../../ui/sends-form.ts";
import { useResend } from "../desk/_parts/use-resend.ts";
import { HeardField, ReachFields } from "./_parts/ContactFields.tsx";
import { contactFaults, contactOf, noContact } from "./_parts/contact.ts";
import { Offering } from "./_parts/Offering.tsx";
import { Receipt } from "./_parts/Receipt.tsx";
import { useProof, useSendPublic } from "./_parts/public-calls.ts";
import { SendRow } from "./_parts/SendRow.tsx";
import { say } from "./words/index.ts";

/** Anybody asks the clinic something, and hears from it. */
export function EnquirePage() {
  const { organisation } = useSearch({ from: "/enquire" });
  return (
    <Offering title={say("askUs")} organisation={organisation}>
      {(page) => (page.enquiries.length === 0 ? undefined : <EnquiryForm page={page} organisation={organisation} />)}
    </Offering>
  );
}

type Props = { readonly page: PublicPage; readonly organisation: string | undefined };

function EnquiryForm({ page, organisation }: Props) {
  const [requestId] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: {
      ...noContact,
      about: "",
      times: "",
      branchId: page.enquiries.length === 1 ? (page.enquiries[0]?.id ?? null) : null,
    },
    validate: (typed) => ({
      ...contactFaults(typed),
      ...(typed.about.trim() === "" ? { about: say("whatYouNeed") } : {}),
      ...(typed.branchId === null ? { branchId: say("whichPlace") } : {}),
    }),
  });
  const proof = useProof("enquiry", organisation, form.isDirty());
  const send = useSendPublic<NewPublicEnquiry>("/api/public/enquiries", proof);
  const submit = () => {
    const { about, times, branchId, ...contact } = form.values;
    send.mutate(
      {
        organisation,
        requestId,
        ...contactOf(contact),
        about: about.trim(),
        times: times.trim(),
        branchId: branchId ?? "",
      },
      {
        onSuccess: () => announce(say("sent")),
        onError: (error) => {
          if (isOfField(error, form.values) && error.path !== "website")
            form.setFieldError(error.path, asSentence(error.message));
        },
      },
    );
  };
  useResend(send.error, send.isPending, submit);
  if (send.isSuccess) return <Receipt title={say("thanksHave")}>{say("willAnswer")}</Receipt>;
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="md">
        <TextInput label={say("name")} required autoComplete="name" {...form.getInputProps("name")} />
        <ReachFields form={form} />
        {page.enquiries.length > 1 && (
          <Select
            label={say("where")}
            required
            maw="22rem"
            data={page.enquiries.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps("branchId")}
          />
        )}
        <Textarea
          label={say("whatAbout")}
          description={say("aboutWords")}
          required
          autosize
          minRows={3}
          maxLength={1000}
          {...form.getInputProps("about")}
          onKeyDown={sendsForm}
        />
        <TextInput
          label={say("whenSuits")}
          placeholder={say("whenExample")}
          maxLength={200}
          autoComplete="off"
          {...form.getInputProps("times")}
        />
        <HeardField form={form} />
        <Text size="sm" c="dimmed">
          {say("nobodyWatches")}
        </Text>
        <SendRow
          label={say("send")}
          error={send.error}
          isPending={send.isPending}
          ownFields={Object.keys(form.values).filter((field) => field !== "website")}
        />
      </Stack>
    </form>
  );
}
