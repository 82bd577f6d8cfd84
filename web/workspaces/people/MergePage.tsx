import { Button, Group, Radio, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { announce } from "../../ui/announce.ts";
import { isoDay } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { addressText, bornText, homeAddress, mainIdentifier, patientName, sexText } from "../../ui/patient-words.ts";
import { patientQuery } from "../chart/_parts/record/use-record.ts";
import { useMerge } from "./_parts/merge-calls.ts";
import classes from "./MergePage.module.css";
import { PatientField } from "./_parts/PatientField.tsx";

/** Makes two records of one patient one: both stay, and the one that isn't kept points to the other. */
export function MergePage() {
  const { one } = useSearch({ from: "/signed-in/patients/merge" });
  const navigate = useNavigate();
  const merge = useMerge();
  const form = useForm({
    initialValues: { one: one ?? "", other: "", kept: "one", why: "" },
    validate: {
      one: (value) => (value === "" ? "Find the first record." : null),
      other: (value, { one: first }) =>
        value === "" ? "Find the second record." : value === first ? "This is the same record." : null,
      why: (value) => (value.trim().length < 3 ? "Say how you know that it is one person." : null),
    },
  });
  const { values } = form;
  const survivorId = values.kept === "one" ? values.one : values.other;
  const replacedId = values.kept === "one" ? values.other : values.one;
  const send = () =>
    merge.mutate(
      { survivorId, replacedId, why: values.why.trim() },
      {
        onSuccess: () => {
          announce("Merged");
          void navigate({ to: "/patients/$patientId", params: { patientId: survivorId } });
        },
      },
    );
  return (
    <>
      <PageHeader
        title="Merge two records"
        summary="Of one person who was registered twice. Nothing is lost, and it can be undone."
      />
      <form onSubmit={form.onSubmit(send)} noValidate>
        <Stack gap="md" maw="52rem">
          {merge.error !== null && <ErrorNotice error={merge.error} />}
          <Radio.Group label="Keep" {...form.getInputProps("kept")}>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" mt="xs">
              <Stack gap="xs" className={classes.side}>
                {one === undefined ? (
                  <PatientField label="First record" {...form.getInputProps("one")} />
                ) : (
                  <Text fw={600}>First record</Text>
                )}
                <Facts patientId={values.one} />
                <Radio value="one" label="Keep this one" />
              </Stack>
              <Stack gap="xs" className={classes.side}>
                <PatientField label="Second record" {...form.getInputProps("other")} />
                <Facts patientId={values.other} />
                <Radio value="other" label="Keep this one" />
              </Stack>
            </SimpleGrid>
          </Radio.Group>
          <Text size="sm">
            The chart of the record that is kept shows what belongs to both. The other one stays as it is, with its own
            consents and its own list of who looked, and isn’t used any more.
          </Text>
          <Textarea
            label="How do you know that it is one person?"
            autosize
            minRows={2}
            maxLength={500}
            {...form.getInputProps("why")}
          />
          <Group>
            <Button type="submit" loading={merge.isPending}>
              Merge
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

/** What tells people apart. */
function Facts({ patientId }: { readonly patientId: string }) {
  const { data } = useQuery({ ...patientQuery(patientId), enabled: patientId !== "" });
  if (data === undefined || patientId === "") return null;
  const phone = data.telecom?.find(({ system }) => system === "phone")?.value;
  const lines = [
    bornText(data, isoDay(new Date())) ?? "Date of birth not recorded",
    sexText(data),
    mainIdentifier(data)?.value,
    addressText(homeAddress(data)),
    phone,
  ];
  return (
    <div>
      <Text fw={600}>{patientName(data)}</Text>
      {lines.map(
        (line) =>
          line !== undefined && (
            <Text key={line} size="sm">
              {line}
            </Text>
          ),
      )}
    </div>
  );
}
