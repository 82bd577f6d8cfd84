import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../../ui/typed-date.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";

type Props = {
  readonly title: string;
  readonly means: string;
  readonly action: string;
  readonly danger?: boolean;
  /** Asks for a last day too. */
  readonly asksUntil?: boolean;
  readonly call?: { readonly isPending: boolean; readonly error: unknown };
  readonly say: (why: string, until: string) => void;
  readonly close: () => void;
};

/** One person's word, with the reason. What was typed stays when it is refused. */
export function ReasonDialog({ title, means, action, danger = false, asksUntil = false, call, say, close }: Props) {
  useFocusBack();
  const form = useForm({
    initialValues: { why: "", until: "" },
    validate: {
      why: (value) => (value.trim().length < 5 ? "Say why, in at least 5 letters." : null),
      until: (value) =>
        asksUntil && typedDate(value) === undefined ? "Write the day as 2031-03-31 or 31/03/2031." : null,
    },
  });
  const submit = form.onSubmit(({ why, until }) => say(why.trim(), typedDate(until) ?? ""));
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {call !== undefined && call.error !== null && <ErrorNotice error={call.error} />}
          <Text size="sm">{means}</Text>
          <Textarea
            label="Why"
            description="Name nobody in it"
            data-autofocus
            autosize
            minRows={2}
            maxLength={200}
            {...form.getInputProps("why")}
          />
          {asksUntil && <TextInput label="Until" autoComplete="off" {...form.getInputProps("until")} />}
          <Group>
            <Button type="submit" loading={call?.isPending === true} color={danger ? "red" : undefined}>
              {action}
            </Button>
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
