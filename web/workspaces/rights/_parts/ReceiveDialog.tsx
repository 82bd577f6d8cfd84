import { Button, Group, Modal, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { NewRightsRequest, RightsKind, RightsLaw } from "../../../../contract/index.ts";
import { isOfField } from "../../../app/api.ts";
import { announce } from "../../../ui/announce.ts";
import { isoDay } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import { RightFields } from "./RightFields.tsx";
import { useReceive } from "./rights-calls.ts";
import { relationWords } from "./rights-words.ts";
import { say } from "../words/index.ts";

const channelWords = {
  letter: say("byLetter"),
  "e-mail": say("byEmail"),
  "in person": say("inPerson"),
  telephone: say("byTelephone"),
} as const satisfies Record<NewRightsRequest["channel"], string>;

/** Writes down what came by letter, by telephone or in person. */
export function ReceiveDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const receive = useReceive();
  const form = useForm({
    initialValues: {
      patientId: "",
      law: "gdpr",
      kind: "access",
      receivedOn: isoDay(new Date()),
      channel: "letter",
      name: "",
      relation: "self",
      proof: "",
      asked: "",
    },
    validate: {
      patientId: (value) => (value === "" ? say("findPatient") : null),
      receivedOn: (value) => (typedDate(value) === undefined ? say("dayAs2026") : null),
      name: (value) => (value.trim() === "" ? say("sayWhoAsks") : null),
      asked: (value) => (value.trim() === "" ? say("sayWhatTheyAsk") : null),
    },
  });
  const submit = form.onSubmit(({ name, relation, proof, receivedOn, asked, ...rest }) => {
    receive.mutate(
      {
        ...(rest as Pick<NewRightsRequest, "patientId" | "law" | "kind" | "channel">),
        receivedOn: typedDate(receivedOn) ?? receivedOn,
        asked: asked.trim(),
        asker: {
          name: name.trim(),
          relation: relation as keyof typeof relationWords,
          ...(proof.trim() === "" ? {} : { proof: proof.trim() }),
        },
      },
      {
        onSuccess: () => {
          announce(say("writtenDown"));
          close();
        },
        onError: (error) => {
          if (isOfField(error, form.values)) form.setFieldError(error.path, error.message);
        },
      },
    );
  });
  return (
    <Modal
      opened
      onClose={close}
      title={say("writeDownRequest")}
      closeButtonProps={{ "aria-label": say("close") }}
      size="lg"
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {receive.error !== null && !isOfField(receive.error, form.values) && <ErrorNotice error={receive.error} />}
          <PatientField label={say("aboutWhoseRecord")} data-autofocus {...form.getInputProps("patientId")} />
          <RightFields
            law={form.values.law as RightsLaw}
            kind={form.values.kind as RightsKind}
            lawProps={form.getInputProps("law")}
            kindProps={form.getInputProps("kind")}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput
              label={say("receivedOn")}
              description={say("clockRuns")}
              autoComplete="off"
              {...form.getInputProps("receivedOn")}
            />
            <Select
              label={say("itCame")}
              description={say("howItReached")}
              data={Object.entries(channelWords).map(([value, label]) => ({ value, label }))}
              allowDeselect={false}
              {...form.getInputProps("channel")}
            />
            <TextInput label={say("whoAsks")} autoComplete="off" maxLength={200} {...form.getInputProps("name")} />
            <Select
              label={say("thatIs")}
              data={Object.entries(relationWords).map(([value, label]) => ({ value, label }))}
              allowDeselect={false}
              {...form.getInputProps("relation")}
            />
          </SimpleGrid>
          {form.values.relation !== "self" && (
            <TextInput
              label={say("whatShowsThat")}
              autoComplete="off"
              maxLength={500}
              {...form.getInputProps("proof")}
            />
          )}
          <Textarea
            label={say("inTheirWords")}
            autosize
            minRows={3}
            maxLength={4000}
            {...form.getInputProps("asked")}
          />
          <Group>
            <Button type="submit" loading={receive.isPending}>
              {say("writeDown")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
