import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { LegalHold } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useLiftHold } from "./retention-calls.ts";
import { say } from "../words/index.ts";

/** Lifts a hold, with the reason. */
export function LiftDialog({ hold, close }: { readonly hold: LegalHold; readonly close: () => void }) {
  useFocusBack();
  const lift = useLiftHold();
  const form = useForm({
    initialValues: { why: "" },
    validate: { why: (value) => (value.trim().length < 5 ? say("sayWhy5") : null) },
  });
  const submit = form.onSubmit(({ why }) =>
    lift.mutate(
      { number: hold.number, why: why.trim() },
      {
        onSuccess: () => {
          announce(say("lifted"));
          close();
        },
      },
    ),
  );
  return (
    <Modal
      opened
      onClose={close}
      title={say("liftHold", { number: hold.number })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {lift.error !== null && <ErrorNotice error={lift.error} />}
          <Text size="sm">{say("liftWords", { why: hold.why })}</Text>
          <Textarea
            label={say("whyLifted")}
            description={say("nameNobody")}
            data-autofocus
            autosize
            minRows={2}
            maxLength={200}
            {...form.getInputProps("why")}
          />
          <Group>
            <Button type="submit" loading={lift.isPending}>
              {say("lift")}
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
