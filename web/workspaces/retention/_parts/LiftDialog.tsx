import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { LegalHold } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useLiftHold } from "./retention-calls.ts";

/** Lifts a hold, with the reason. */
export function LiftDialog({ hold, close }: { readonly hold: LegalHold; readonly close: () => void }) {
  useFocusBack();
  const lift = useLiftHold();
  const form = useForm({
    initialValues: { why: "" },
    validate: { why: (value) => (value.trim().length < 5 ? "Say why, in at least 5 letters." : null) },
  });
  const submit = form.onSubmit(({ why }) =>
    lift.mutate(
      { number: hold.number, why: why.trim() },
      {
        onSuccess: () => {
          announce("Lifted");
          close();
        },
      },
    ),
  );
  return (
    <Modal opened onClose={close} title={`Lift hold ${hold.number}`} closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {lift.error !== null && <ErrorNotice error={lift.error} />}
          <Text size="sm">{hold.why}. Afterwards the periods hold again.</Text>
          <Textarea
            label="Why it is lifted"
            description="Name nobody in it"
            data-autofocus
            autosize
            minRows={2}
            maxLength={200}
            {...form.getInputProps("why")}
          />
          <Group>
            <Button type="submit" loading={lift.isPending}>
              Lift
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
