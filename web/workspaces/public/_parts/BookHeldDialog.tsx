import { Anchor, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import type { HeldTime } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import type { Enquiry } from "../../enquiries/_parts/enquiry.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import { useConfirmHold } from "./held-calls.ts";

type Props = {
  readonly hold: HeldTime;
  /** Undefined where the desk doesn't see who asked. */
  readonly enquiry: Enquiry | undefined;
  readonly when: string;
  readonly close: () => void;
};

/** Somebody of the desk says whose a kept time is: the page matched nobody. */
export function BookHeldDialog({ hold, enquiry, when, close }: Props) {
  useFocusBack();
  const confirm = useConfirmHold();
  const registered = enquiry?.patientId;
  const form = useForm({
    initialValues: { patientId: registered ?? "" },
    validate: { patientId: (value) => (value === "" ? "Find the patient, or register them." : null) },
  });
  const submit = form.onSubmit(({ patientId }) =>
    confirm.mutate(
      { hold, patientId },
      {
        onSuccess: () => {
          announce("Booked");
          close();
        },
      },
    ),
  );
  return (
    <Modal opened onClose={close} title={`Book ${when}`} closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {enquiry !== undefined && (
            <Text size="sm">
              {enquiry.name}
              {enquiry.birthDate === undefined ? "" : `, born ${dateText(enquiry.birthDate)}`}, asked for {hold.kind}.
              That is what they typed; whether they are registered only you can tell.
            </Text>
          )}
          <PatientField
            label="Whose appointment it is"
            data-autofocus
            known={
              registered === undefined ? undefined : { value: registered, label: `${enquiry?.name ?? ""} (registered)` }
            }
            {...form.getInputProps("patientId")}
          />
          {enquiry !== undefined && registered === undefined && (
            <Text size="sm">
              Not here yet?{" "}
              <Anchor
                underline="always"
                renderRoot={(props) => <Link to="/patients/new" search={{ enquiry: enquiry.id }} {...props} />}
              >
                Register {enquiry.name}
              </Anchor>
              , then come back.
            </Text>
          )}
          {confirm.error !== null && <ErrorNotice error={confirm.error} />}
          <Group>
            <Button type="submit" loading={confirm.isPending}>
              Book it
            </Button>
            <Button variant="subtle" onClick={close}>
              Leave it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
