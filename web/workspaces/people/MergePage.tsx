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
import { say } from "./words/index.ts";

/** Makes two records of one patient one: both stay, and the one that isn't kept points to the other. */
export function MergePage() {
  const { one } = useSearch({ from: "/signed-in/patients/merge" });
  const navigate = useNavigate();
  const merge = useMerge();
  const form = useForm({
    initialValues: { one: one ?? "", other: "", kept: "one", why: "" },
    validate: {
      one: (value) => (value === "" ? say("findFirst") : null),
      other: (value, { one: first }) => (value === "" ? say("findSecond") : value === first ? say("sameRecord") : null),
      why: (value) => (value.trim().length < 3 ? say("sayHowOne") : null),
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
          announce(say("merged"));
          void navigate({ to: "/patients/$patientId", params: { patientId: survivorId } });
        },
      },
    );
  return (
    <>
      <PageHeader title={say("mergeTitle")} summary={say("mergeSummary")} />
      <form onSubmit={form.onSubmit(send)} noValidate>
        <Stack gap="md" maw="52rem">
          {merge.error !== null && <ErrorNotice error={merge.error} />}
          <Radio.Group label={say("keepWhich")} {...form.getInputProps("kept")}>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" mt="xs">
              <Stack gap="xs" className={classes.side}>
                {one === undefined ? (
                  <PatientField label={say("firstRecord")} {...form.getInputProps("one")} />
                ) : (
                  <Text fw={600}>{say("firstRecord")}</Text>
                )}
                <Facts patientId={values.one} />
                <Radio value="one" label={say("keepThisOne")} />
              </Stack>
              <Stack gap="xs" className={classes.side}>
                <PatientField label={say("secondRecord")} {...form.getInputProps("other")} />
                <Facts patientId={values.other} />
                <Radio value="other" label={say("keepThisOne")} />
              </Stack>
            </SimpleGrid>
          </Radio.Group>
          <Text size="sm">{say("mergeWords")}</Text>
          <Textarea label={say("howOnePerson")} autosize minRows={2} maxLength={500} {...form.getInputProps("why")} />
          <Group>
            <Button type="submit" loading={merge.isPending}>
              {say("merge")}
            </Button>
            <Button component={Link} to="/patients" variant="subtle">
              {say("cancel")}
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
    bornText(data, isoDay(new Date())) ?? say("birthNotRecorded"),
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
