import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Appraisal, AppraisalDecision } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { datesIn } from "../../../ui/dates-in.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { decisionWords, whoseText } from "./appraisal-words.ts";
import { useDecide } from "./retention-calls.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly appraisal: Appraisal;
  readonly event: AppraisalDecision["event"];
  readonly close: () => void;
};

/** One person's word on a record that is due, with the reason. */
export function DecideDialog({ appraisal, event, close }: Props) {
  useFocusBack();
  const decide = useDecide();
  const { title, means, action, done } = decisionWords[event];
  const form = useForm({
    initialValues: { why: "", until: "" },
    validate: {
      why: (value) => (value.trim().length < 5 ? say("sayWhy5") : null),
      until: (value) => (event === "keep" && typedDate(value) === undefined ? say("dayAs2031") : null),
    },
  });
  const submit = form.onSubmit(({ why, until }) =>
    decide.mutate(
      { id: appraisal.id, event, why: why.trim(), ...(event === "keep" ? { until: typedDate(until) ?? until } : {}) },
      {
        onSuccess: () => {
          announce(done);
          close();
        },
      },
    ),
  );
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {decide.error !== null && <ErrorNotice error={decide.error} />}
          <Text size="sm">{say("decideWords", { whose: datesIn(whoseText(appraisal)), means })}</Text>
          {event === "keep" && (
            <TextInput label={say("until")} autoComplete="off" data-autofocus {...form.getInputProps("until")} />
          )}
          <Textarea
            label={say("why")}
            description={say("nameNobody")}
            data-autofocus={event === "keep" ? undefined : true}
            autosize
            minRows={2}
            maxLength={200}
            {...form.getInputProps("why")}
          />
          <Group>
            <Button type="submit" loading={decide.isPending} color={event === "propose" ? "red" : undefined}>
              {action}
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
