import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../../ui/typed-date.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { say } from "../../words/index.ts";

type Props = {
  readonly title: string;
  readonly means: string;
  readonly action: string;
  readonly danger?: boolean;
  /** Asks for a last day too. */
  readonly asksUntil?: boolean;
  readonly call?: { readonly isPending: boolean; readonly error: unknown };
  readonly tell: (why: string, until: string) => void;
  readonly close: () => void;
};

/** One person's word, with the reason. What was typed stays when it is refused. */
export function ReasonDialog({ title, means, action, danger = false, asksUntil = false, call, tell, close }: Props) {
  useFocusBack();
  const form = useForm({
    initialValues: { why: "", until: "" },
    validate: {
      why: (value) => (value.trim().length < 5 ? say("sayWhy5") : null),
      until: (value) => (asksUntil && typedDate(value) === undefined ? say("dayAs2031") : null),
    },
  });
  const submit = form.onSubmit(({ why, until }) => tell(why.trim(), typedDate(until) ?? ""));
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {call !== undefined && call.error !== null && <ErrorNotice error={call.error} />}
          <Text size="sm">{means}</Text>
          <Textarea
            label={say("why")}
            description={say("nameNobody")}
            data-autofocus
            autosize
            minRows={2}
            maxLength={200}
            {...form.getInputProps("why")}
          />
          {asksUntil && <TextInput label={say("until")} autoComplete="off" {...form.getInputProps("until")} />}
          <Group>
            <Button type="submit" loading={call?.isPending === true} color={danger ? "red" : undefined}>
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
