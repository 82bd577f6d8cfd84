import { Button, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { cancelCode, type ClinicAppointment } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { whose } from "./BlockCard.tsx";
import { type Freed, freedBy, Offers } from "./Offers.tsx";
import { useAct } from "./scheduling-calls.ts";
import { offerUndo, tellFailure } from "./use-acting.tsx";
import { say } from "../words/index.ts";

const said = { patient: "byPatient", practice: "byPractice", other: "byOther" } as const;

type Props = { readonly appointment: ClinicAppointment; readonly close: () => void };

/** Who cancelled, and why if it helps; then who on the waiting list would fit there. */
export function CancelDialog({ appointment, close }: Props) {
  useFocusBack();
  const [freed, setFreed] = useState<Freed | undefined>(undefined);
  const undo = useAct({ failed: tellFailure });
  const act = useAct({
    done: ({ appointment: after, waitingForIt = 0 }) => {
      const isOffered = waitingForIt > 0 && appointment.state !== "waiting-list";
      announce(isOffered ? say("cancelledFit", { count: waitingForIt }) : say("stateCancelled"));
      if (after.may.includes("undo") && !isOffered)
        offerUndo(after.id, say("saidOf", { who: whose(appointment), said: say("stateCancelled") }), () =>
          undo.mutate({ id: after.id, version: after.version, act: "undo" }),
        );
      if (isOffered) setFreed(freedBy(appointment));
      else close();
    },
  });
  useFocusKept(act.isPending);
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
      // A dialog of its own, that takes the focus: what had it went with the form.
      <Modal
        key="offers"
        opened
        onClose={close}
        title={say("cancelledSomebody")}
        closeButtonProps={{ "aria-label": say("close") }}
      >
        <Stack gap="md">
          <Offers freed={freed} close={close} />
          <Group>
            <Button variant="subtle" onClick={close}>
              {say("leaveFree")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  return (
    <Modal
      opened
      onClose={close}
      title={say(appointment.state === "waiting-list" ? "takeOffTitle" : "cancelTitle")}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{[whose(appointment), appointment.kind?.name].filter((part) => part !== undefined).join(": ")}</Text>
          <Radio.Group label={say("whoCancels")} {...form.getInputProps("code")}>
            <Stack gap="xs" mt={4}>
              {cancelCode.options.map((code) => (
                <Radio key={code} value={code} label={say(said[code])} />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput
            label={say("whyIfItHelps")}
            description={say("nothingClinical")}
            maxLength={300}
            autoComplete="off"
            {...form.getInputProps("text")}
          />
          {act.error !== null && <ErrorNotice error={act.error} />}
          <Group>
            <Button type="submit" color="red" loading={act.isPending}>
              {say(appointment.state === "waiting-list" ? "takeOff" : "cancelIt")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("keepIt")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
