import { Button, Fieldset, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { announce } from "../../ui/announce.ts";
import { isoDay } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { bornText } from "../../ui/patient-words.ts";
import { typedDate } from "../../ui/typed-date.ts";
import { usePlaces } from "../desk/_parts/scheduling-calls.ts";
import { useBranch } from "../desk/_parts/use-branch.ts";
import { isUnanswered, useResend } from "../desk/_parts/use-resend.ts";
import { EnquiryNotice } from "./_parts/EnquiryNotice.tsx";
import { languages } from "./_parts/languages.ts";
import { LooksLike } from "./_parts/LooksLike.tsx";
import { sexes } from "./_parts/sexes.ts";
import { useNoticeAnswer } from "./_parts/notice/use-notice-answer.tsx";
import { registerOnce } from "./_parts/register-once.ts";
import { RegistrationState } from "./_parts/RegistrationState.tsx";
import {
  newCoverage,
  newPatient,
  noRegistration,
  registration,
  registrationFaults,
  resumed,
} from "./_parts/registration.ts";
import { useEnquiryOfPage } from "./_parts/use-enquiry-of-page.ts";
import { useKeptForm } from "./_parts/use-kept-form.ts";
import { say } from "./words/index.ts";

/** Registers a patient with the least that tells people apart, and shows who may be here already. */
export function RegisterPage() {
  const { scopes, person } = useSession();
  const { enquiry: enquiryId } = useSearch({ from: "/signed-in/patients/new" });
  const navigate = useNavigate();
  const today = isoDay(new Date());
  const form = useForm({
    initialValues: noRegistration,
    validate: (values) => registrationFaults(values, today),
    validateInputOnBlur: true,
  });
  const kept = useKeptForm(`registration${enquiryId ?? ""}`, registration, (found) =>
    form.setValues(resumed(found, form.getValues())),
  );
  const isTyped = form.isDirty();
  const enquiry = useEnquiryOfPage(enquiryId, isTyped, form.setValues);
  const notice = useNoticeAnswer();
  const { keep } = kept;
  const { values } = form;
  const button = useRef<HTMLButtonElement>(null);
  // The form's own function is a new one with every render: words would be kept anew, for ever.
  const setField = useRef(form.setFieldValue);
  setField.current = form.setFieldValue;
  useEffect(() => {
    if (!isTyped) return;
    // A new number for each registration, from its first letter: a try that got no answer is sent again under it.
    if (values.requestId === "") setField.current("requestId", crypto.randomUUID());
    else keep(values);
  }, [values, isTyped, keep]);
  const register = useMutation({
    mutationFn: () => {
      const patient = `urn:uuid:${crypto.randomUUID()}`;
      const typed = { ...values, branch };
      const coverage = newCoverage(typed, patient);
      return registerOnce({
        requestId: values.requestId,
        made: [
          { fullUrl: patient, resource: newPatient(typed) },
          ...(coverage === undefined ? [] : [{ fullUrl: `urn:uuid:${crypto.randomUUID()}`, resource: coverage }]),
        ],
        enquiryId,
        by: person.displayName,
        notice: notice.toSend,
      });
    },
    onSuccess: (patientId) =>
      kept.forgetThen(() => {
        announce(say("registered"));
        void navigate({ to: "/patients/$patientId", params: { patientId }, replace: true });
      }),
    onError: (error) => {
      if (isUnanswered(error)) return;
      form.setFieldValue("isSent", false);
      // The fields were out of reach meanwhile.
      button.current?.focus();
    },
  });
  const { mutate } = register;
  useResend(register.error, register.isPending, () => mutate());
  // An earlier window sent it and never heard.
  const isResumed = values.isSent && register.isIdle;
  useEffect(() => {
    if (isResumed) mutate();
  }, [isResumed, mutate]);
  const send = () => {
    const sent = { branch, isSent: true };
    form.setValues(sent);
    keep({ ...values, ...sent }, true);
    mutate();
  };
  const startAnew = () => {
    kept.forget();
    form.reset();
  };
  const places = usePlaces();
  const { branch: usual, remember } = useBranch(places.data, undefined);
  const branch = form.values.branch ?? usual?.id ?? null;
  const birthDate = typedDate(form.values.birthDate);
  return (
    <>
      <PageHeader title={say("registerTitle")} summary={say("registerSummary")} />
      <form onSubmit={form.onSubmit(send)} noValidate>
        <Stack gap="md" maw="46rem">
          {enquiry !== undefined && <EnquiryNotice enquiry={enquiry} />}
          {register.error !== null && !isUnanswered(register.error) && <ErrorNotice error={register.error} />}
          {/* What is on its way stays as it is: what is typed meanwhile would be in no record. */}
          <Fieldset variant="unstyled" disabled={values.isSent}>
            <Stack gap="md">
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
                <TextInput
                  label={say("familyName")}
                  required
                  autoFocus
                  autoComplete="off"
                  {...form.getInputProps("family")}
                />
                <TextInput label={say("givenNames")} required autoComplete="off" {...form.getInputProps("given")} />
                <TextInput
                  label={say("dateOfBirth")}
                  description={say("dayFirst")}
                  autoComplete="off"
                  {...form.getInputProps("birthDate")}
                  rightSectionWidth={185}
                  rightSection={
                    birthDate === undefined ? undefined : (
                      <Text size="sm" c="dimmed" truncate>
                        {bornText({ resourceType: "Patient", birthDate }, today)}
                      </Text>
                    )
                  }
                />
                <Select
                  label={say("sex")}
                  description={say("asOnDocument")}
                  data={sexes}
                  clearable
                  placeholder={say("notRecorded")}
                  {...form.getInputProps("sex")}
                />
              </SimpleGrid>
              <LooksLike typed={form.values} enquiry={enquiry} />
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
                <TextInput
                  label={say("telephone")}
                  inputMode="tel"
                  dir="auto"
                  autoComplete="off"
                  {...form.getInputProps("phone")}
                />
                <TextInput
                  label={say("email")}
                  type="email"
                  dir="auto"
                  autoComplete="off"
                  {...form.getInputProps("email")}
                />
                <TextInput
                  label={say("number")}
                  description={say("numberWords")}
                  autoComplete="off"
                  {...form.getInputProps("number")}
                />
                <TextInput label={say("address")} autoComplete="off" {...form.getInputProps("line")} />
                <Group grow align="start" gap="md">
                  <TextInput label={say("town")} autoComplete="off" {...form.getInputProps("city")} />
                  <TextInput label={say("postcode")} autoComplete="off" {...form.getInputProps("postalCode")} />
                </Group>
              </SimpleGrid>
              {(places.data?.branches.length ?? 0) > 0 && (
                <Select
                  label={say("branch")}
                  description={say("branchWords")}
                  maw="22rem"
                  allowDeselect={false}
                  data={places.data?.branches.map(({ id, name }) => ({ value: id, label: name })) ?? []}
                  value={branch}
                  onChange={(value) => {
                    form.setFieldValue("branch", value);
                    if (value !== null) remember(value);
                  }}
                />
              )}
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
                <Select
                  label={say("preferredLanguage")}
                  data={languages}
                  searchable
                  clearable
                  placeholder={say("notRecorded")}
                  {...form.getInputProps("language")}
                />
                <TextInput label={say("nextOfKin")} autoComplete="off" {...form.getInputProps("kinName")} />
                <TextInput
                  label={say("theirRelationship")}
                  placeholder={say("relationshipExamples")}
                  autoComplete="off"
                  {...form.getInputProps("kinRelationship")}
                />
                <TextInput
                  label={say("theirTelephone")}
                  dir="auto"
                  inputMode="tel"
                  autoComplete="off"
                  {...form.getInputProps("kinPhone")}
                />
                {allows(scopes, "Coverage", "c") && (
                  <>
                    <TextInput
                      label={say("whoPays")}
                      description={say("whoPaysWords")}
                      autoComplete="off"
                      {...form.getInputProps("payer")}
                    />
                    <TextInput
                      label={say("policyNumber")}
                      description={say("policyNumberWords")}
                      autoComplete="off"
                      {...form.getInputProps("policyNumber")}
                    />
                  </>
                )}
              </SimpleGrid>
            </Stack>
          </Fieldset>
          {notice.fields}
          <RegistrationState isTyped={isTyped} kept={kept} error={register.error} />
          <Group mt="xs">
            <Button ref={button} type="submit" loading={register.isPending}>
              {say("register")}
            </Button>
            <Button component={Link} to="/patients" variant="subtle">
              {say("cancel")}
            </Button>
            {isTyped && !values.isSent && (
              <Button variant="subtle" onClick={startAnew}>
                {say("clearForm")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </>
  );
}
