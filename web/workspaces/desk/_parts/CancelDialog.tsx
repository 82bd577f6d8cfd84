import { Button, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { cancelCode, type ClinicAppointment } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { whose } from "./BlockCard.tsx";
import { type Freed, freedBy, Offers } from "./Offers.tsx";
import { useAct } from "./scheduling-calls.ts";
import { offerUndo, tellFailure } from "./use-acting.tsx";

const said = { patient: "The patient", practice: "The practice", other: "Something else" } as const;

type Props = { readonly appointment: ClinicAppointment; readonly close: () => void };

/** Who cancelled, and why if it helps; then who on the waiting list would fit there. */
export function CancelDialog({ appointment, close }: Props) {
  useFocusBack();
  const [freed, setFreed] = useState<Freed | undefined>(undefined);
  const undo = useAct({ failed: tellFailure });
  const act = useAct({
    done: ({ appointment: after, waitingForIt = 0 }) => {
      const isOffered = waitingForIt > 0 && appointment.state !== "waiting-list";
      announce(isOffered ? `Cancelled. ${waitingForIt} on the waiting list would fit there.` : "Cancelled");
      if (after.may.includes("undo") && !isOffered)
        offerUndo(after.id, `${whose(appointment)}: Cancelled`, () =>
          undo.mutate({ id: after.id, version: after.version, act: "undo" }),
        );
      if (isOffered) setFreed(freedBy(appointment));
      else close();
    },
  });
  const form = useForm({ initialValues: { code: "patient", text: "" } });
  const submit = form.onSubmit(({ code, text }) => {
    const { id, version } = appointment;
    const reason = {
      code: cancelCode.catch("other").parse(code),
      ...(text.trim() === "" ? {} : { text: text.trim() }),
    };
    act.mutate({ id, version, act: "cancel", reason });
  });
  if (freed !== undefined)
    return (
      <Modal
        opened
        onClose={close}
        title="Cancelled. The waiting list has somebody for it"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack gap="md">
          <Offers freed={freed} close={close} />
          <Group>
            <Button variant="subtle" onClick={close}>
              Leave it free
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  return (
    <Modal
      opened
      onClose={close}
      title={appointment.state === "waiting-list" ? "Take off the waiting list" : "Cancel an appointment"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{[whose(appointment), appointment.kind?.name].filter((part) => part !== undefined).join(": ")}</Text>
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
              {appointment.state === "waiting-list" ? "Take off the list" : "Cancel the appointment"}
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
