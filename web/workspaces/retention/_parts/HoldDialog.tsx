import { Button, Group, Modal, Radio, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import { usePlaceHold } from "./retention-calls.ts";
import { say } from "../words/index.ts";

/** Places a hold on a patient's record, or on every one. */
export function HoldDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const place = usePlaceHold();
  const form = useForm({
    initialValues: { on: "patient", patient: "", why: "" },
    validate: {
      patient: (value, { on }) => (on === "patient" && value === "" ? say("findPatient") : null),
      why: (value) => (value.trim().length < 5 ? say("sayWhy5") : null),
    },
  });
  const submit = form.onSubmit(({ on, patient, why }) =>
    place.mutate(
      { scope: on === "patient" ? { kind: "patient", patient } : { kind: "organisation" }, why: why.trim() },
      {
        onSuccess: () => {
          announce(say("placed"));
          close();
        },
      },
    ),
  );
  return (
    <Modal opened onClose={close} title={say("placeHoldTitle")} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {place.error !== null && <ErrorNotice error={place.error} />}
          <Radio.Group label={say("onWhat")} {...form.getInputProps("on")}>
            <Stack gap="xs" mt={4}>
              <Radio value="patient" label={say("onePatient")} />
              <Radio value="organisation" label={say("everyRecordOf")} />
            </Stack>
          </Radio.Group>
          <PatientField
            label={say("whoseRecord")}
            // Hidden, not gone: what was typed stays.
            display={form.values.on === "patient" ? undefined : "none"}
            {...form.getInputProps("patient")}
          />
          <Textarea
            label={say("why")}
            description={say("holdWhy")}
            autosize
            minRows={2}
            maxLength={200}
            {...form.getInputProps("why")}
          />
          <Group>
            <Button type="submit" loading={place.isPending}>
              {say("placeHold")}
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
