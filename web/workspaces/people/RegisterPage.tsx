import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { fhir } from "../../app/api.ts";
import { announce } from "../../ui/announce.ts";
import { isoDay } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { bornText } from "../../ui/patient-words.ts";
import { typedDate } from "../../ui/typed-date.ts";
import { usePlaces } from "../desk/_parts/scheduling-calls.ts";
import { useBranch } from "../desk/_parts/use-branch.ts";
import { LooksLike } from "./_parts/LooksLike.tsx";
import { newPatient, noRegistration, registrationFaults } from "./_parts/registration.ts";

const sexes = [
  { value: "female", label: "Female" },
  { value: "male", label: "Male" },
  { value: "other", label: "Other" },
  { value: "unknown", label: "Unknown" },
] as const;

/** Registers a patient with the least that tells people apart, and shows who may be here already. */
export function RegisterPage() {
  const navigate = useNavigate();
  const today = isoDay(new Date());
  const form = useForm({
    initialValues: noRegistration,
    validate: (values) => registrationFaults(values, today),
    validateInputOnBlur: true,
  });
  const register = useMutation({
    mutationFn: () => fhir.create(newPatient({ ...form.values, branch })),
    onSuccess: (patient) => {
      announce("Registered");
      if (patient.id !== undefined)
        void navigate({ to: "/patients/$patientId", params: { patientId: patient.id }, replace: true });
    },
  });
  const places = usePlaces();
  const { branch: usual, remember } = useBranch(places.data, undefined);
  const branch = form.values.branch ?? usual?.id ?? null;
  const birthDate = typedDate(form.values.birthDate);
  return (
    <>
      <PageHeader title="Register a patient" summary="Only the name is needed to begin." />
      <form onSubmit={form.onSubmit(() => register.mutate())} noValidate>
        <Stack gap="md" maw="46rem">
          {register.error !== null && <ErrorNotice error={register.error} />}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput label="Family name" required autoFocus autoComplete="off" {...form.getInputProps("family")} />
            <TextInput label="Given names" required autoComplete="off" {...form.getInputProps("given")} />
            <TextInput
              label="Date of birth"
              description="Day first, such as 12/03/1948"
              autoComplete="off"
              {...form.getInputProps("birthDate")}
              rightSectionWidth={150}
              rightSection={
                birthDate === undefined ? undefined : (
                  <Text size="sm" c="dimmed">
                    {bornText({ resourceType: "Patient", birthDate }, today)}
                  </Text>
                )
              }
            />
            <Select
              label="Sex"
              description="As on the identity document"
              data={sexes}
              clearable
              placeholder="Not recorded"
              {...form.getInputProps("sex")}
            />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput label="Telephone" inputMode="tel" autoComplete="off" {...form.getInputProps("phone")} />
            <TextInput label="E-mail" type="email" autoComplete="off" {...form.getInputProps("email")} />
            <TextInput
              label="Number"
              description="Your own number for the patient, where there is one"
              autoComplete="off"
              {...form.getInputProps("number")}
            />
            <TextInput label="Address" autoComplete="off" {...form.getInputProps("line")} />
            <Group grow align="start" gap="md">
              <TextInput label="Town" autoComplete="off" {...form.getInputProps("city")} />
              <TextInput label="Postcode" autoComplete="off" {...form.getInputProps("postalCode")} />
            </Group>
          </SimpleGrid>
          {(places.data?.branches.length ?? 0) > 0 && (
            <Select
              label="Branch"
              description="Its next number becomes the patient’s"
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
          <LooksLike typed={form.values} />
          <Group mt="xs">
            <Button type="submit" loading={register.isPending}>
              Register
            </Button>
            <Button component={Link} to="/patients" variant="subtle">
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </>
  );
}
