import { Button, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { cancelCode, type ClinicAppointment } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { whose } from "./BlockCard.tsx";
import { useAct } from "./scheduling-calls.ts";

const said = { patient: "The patient", practice: "The practice", other: "Something else" } as const;

/** Who cancelled, and why if it helps. */
export function CancelDialog({
  appointment,
  close,
}: {
  readonly appointment: ClinicAppointment;
  readonly close: () => void;
}) {
  useFocusBack();
  const act = useAct();
  const form = useForm({ initialValues: { code: "patient", text: "" } });
  const submit = form.onSubmit(({ code, text }) => {
    const { id, version } = appointment;
    const reason = {
      code: cancelCode.catch("other").parse(code),
      ...(text.trim() === "" ? {} : { text: text.trim() }),
    };
    act.mutate(
      { id, version, act: "cancel", reason },
      {
        onSuccess: ({ waitingForIt = 0 }) => {
          announce(
            waitingForIt === 0 ? "Cancelled" : `Cancelled. ${waitingForIt} on the waiting list would fit there.`,
          );
          close();
        },
      },
    );
  });
  return (
    <Modal opened onClose={close} title="Cancel an appointment" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{whose(appointment)}</Text>
          <Radio.Group label="Who cancels" {...form.getInputProps("code")}>
            <Stack gap="xs" mt={4}>
              {cancelCode.options.map((code) => (
                <Radio key={code} value={code} label={said[code]} />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput
            label="Why, if it helps"
            description="Nothing clinical: the front desk and the patient read it"
            maxLength={300}
            autoComplete="off"
            {...form.getInputProps("text")}
          />
          {act.error !== null && <ErrorNotice error={act.error} />}
          <Group>
            <Button type="submit" color="red" loading={act.isPending}>
              Cancel the appointment
            </Button>
            <Button variant="subtle" onClick={close}>
              Keep it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
