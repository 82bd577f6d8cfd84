import { Button, Group, Modal, Radio, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useEffect, useRef } from "react";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { usePlaces } from "../../desk/_parts/scheduling-calls.ts";
import { useBranch } from "../../desk/_parts/use-branch.ts";
import { isUnanswered, useResend } from "../../desk/_parts/use-resend.ts";
import { useKeptForm } from "../../people/_parts/use-kept-form.ts";
import { enquiryFaults, enquirySources, noEnquiry, typedEnquiry } from "./enquiry.ts";
import { useMakeEnquiry } from "./enquiry-calls.ts";
import { sourceWords } from "./enquiry-words.ts";
import { say } from "../words/index.ts";

/** Writes down that somebody asked for something. */
export function NewEnquiryDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const form = useForm({ initialValues: noEnquiry, validate: enquiryFaults });
  const kept = useKeptForm("enquiry", typedEnquiry, form.setValues);
  const { keep, forget, isKept, isRefused } = kept;
  const { values } = form;
  const isTyped = form.isDirty();
  const setField = useRef(form.setFieldValue);
  setField.current = form.setFieldValue;
  useEffect(() => {
    if (!isTyped) return;
    if (values.requestId === "") setField.current("requestId", crypto.randomUUID());
    else keep(values);
  }, [values, isTyped, keep]);
  const places = usePlaces();
  const { branch: usual } = useBranch(places.data, undefined);
  const branch = values.branch ?? usual?.id ?? null;
  const make = useMakeEnquiry();
  const send = () =>
    make.mutate(
      { ...values, branch },
      {
        onSuccess: () => {
          forget();
          announce(say("writtenDown"));
          close();
        },
      },
    );
  useResend(make.error, make.isPending, send);
  const isWaiting = isUnanswered(make.error);
  const where = isRefused ? say("keepsNothing") : isKept ? say("isKept") : "";
  return (
    <Modal opened onClose={close} title={say("newEnquiry")} size="lg" closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={form.onSubmit(send)} noValidate>
        <Stack gap="md">
          <Radio.Group label={say("howItCame")} {...form.getInputProps("source")}>
            <Group gap="md" mt={4}>
              {enquirySources.map((source) => (
                <Radio key={source} value={source} label={sourceWords[source]} />
              ))}
            </Group>
          </Radio.Group>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput
              label={say("whoAsks")}
              description={say("wholeName")}
              required
              data-autofocus
              maxLength={200}
              autoComplete="off"
              {...form.getInputProps("name")}
            />
            <TextInput
              label={say("telephone")}
              description={say("toCallBack")}
              inputMode="tel"
              dir="auto"
              maxLength={60}
              autoComplete="off"
              {...form.getInputProps("phone")}
            />
            <TextInput
              label={say("email")}
              type="email"
              dir="auto"
              maxLength={200}
              autoComplete="off"
              {...form.getInputProps("email")}
            />
            <TextInput
              label={say("dateOfBirth")}
              placeholder="12/03/1948"
              autoComplete="off"
              {...form.getInputProps("birthDate")}
            />
            {(places.data?.branches.length ?? 0) > 1 && (
              <Select
                label={say("forWhichBranch")}
                allowDeselect={false}
                data={places.data?.branches.map(({ id, name }) => ({ value: id, label: name })) ?? []}
                value={branch}
                onChange={(value) => form.setFieldValue("branch", value)}
              />
            )}
            {values.source === "referral" && (
              <TextInput
                label={say("whoSent")}
                maxLength={200}
                autoComplete="off"
                {...form.getInputProps("referredBy")}
              />
            )}
          </SimpleGrid>
          <Textarea label={say("whatTheyAsk")} autosize minRows={2} maxLength={2000} {...form.getInputProps("asks")} />
          {make.error !== null && !isWaiting && <ErrorNotice error={make.error} />}
          <Text size="sm" role="status" c={isWaiting ? undefined : "dimmed"} fw={isWaiting ? 600 : undefined}>
            {isWaiting ? say("notWrittenUnanswered", { where }) : isTyped ? say("notWrittenYet", { where }) : ""}
          </Text>
          <Group>
            <Button type="submit" loading={make.isPending}>
              {say("writeItDown")}
            </Button>
            <Button
              variant="subtle"
              onClick={() => {
                forget();
                close();
              }}
            >
              {say("discard")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
