import { Anchor, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import type { HeldTime } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { AgainstIt } from "../../desk/_parts/AgainstIt.tsx";
import { refusalOf } from "../../desk/_parts/scheduling-calls.ts";
import type { Enquiry } from "../../enquiries/_parts/enquiry.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import { useConfirmHold } from "./held-calls.ts";
import { say } from "../words/index.ts";

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
    initialValues: { patientId: registered ?? "", reason: "" },
    validate: { patientId: (value) => (value === "" ? say("findOrRegister") : null) },
  });
  useFocusKept(confirm.isPending);
  // Of somebody else it isn't known yet.
  const refusal = confirm.variables?.patientId === form.values.patientId ? refusalOf(confirm.error) : undefined;
  const submit = form.onSubmit(({ patientId, reason }) =>
    confirm.mutate(
      { hold, patientId, ...(refusal === undefined || reason.trim() === "" ? {} : { reason: reason.trim() }) },
      {
        onSuccess: () => {
          announce(say("booked"));
          close();
        },
      },
    ),
  );
  return (
    <Modal opened onClose={close} title={say("bookWhen", { when })} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {enquiry !== undefined && (
            <Text size="sm">
              {enquiry.birthDate === undefined
                ? say("askedFor", { name: enquiry.name, kind: hold.kind })
                : say("askedForBorn", { name: enquiry.name, born: dateText(enquiry.birthDate), kind: hold.kind })}
            </Text>
          )}
          <PatientField
            label={say("whoseAppointment")}
            data-autofocus
            known={
              registered === undefined
                ? undefined
                : { value: registered, label: say("isRegistered", { name: enquiry?.name ?? "" }) }
            }
            {...form.getInputProps("patientId")}
          />
          {enquiry !== undefined && registered === undefined && (
            <Text size="sm">
              {say.rich("notHereYet", {
                name: enquiry.name,
                link: (inside) => (
                  <Anchor
                    key="link"
                    underline="always"
                    renderRoot={(props) => <Link to="/patients/new" search={{ enquiry: enquiry.id }} {...props} />}
                  >
                    {inside}
                  </Anchor>
                ),
              })}
            </Text>
          )}
          {confirm.error !== null && refusalOf(confirm.error) === undefined && <ErrorNotice error={confirm.error} />}
          {refusal !== undefined && <AgainstIt refusal={refusal} reason={form.getInputProps("reason")} />}
          <Group>
            <Button
              type="submit"
              loading={confirm.isPending}
              disabled={refusal !== undefined && form.values.reason.trim() === ""}
            >
              {say(refusal === undefined ? "bookIt" : "bookItAllTheSame")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("leaveIt")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
