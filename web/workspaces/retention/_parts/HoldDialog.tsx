import { Button, Group, Modal, Radio, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import { usePlaceHold } from "./retention-calls.ts";

/** Places a hold on a patient's record, or on every one. */
export function HoldDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const place = usePlaceHold();
  const form = useForm({
    initialValues: { on: "patient", patient: "", why: "" },
    validate: {
      patient: (value, { on }) => (on === "patient" && value === "" ? "Find the patient." : null),
      why: (value) => (value.trim().length < 5 ? "Say why, in at least 5 letters." : null),
    },
  });
  const submit = form.onSubmit(({ on, patient, why }) =>
    place.mutate(
      { scope: on === "patient" ? { kind: "patient", patient } : { kind: "organisation" }, why: why.trim() },
      {
        onSuccess: () => {
          announce("Placed");
          close();
        },
      },
    ),
  );
  return (
    <Modal opened onClose={close} title="Place a legal hold" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {place.error !== null && <ErrorNotice error={place.error} />}
          <Radio.Group label="On what" {...form.getInputProps("on")}>
            <Stack gap="xs" mt={4}>
              <Radio value="patient" label="One patient’s record" />
              <Radio value="organisation" label="Every record of the organisation" />
            </Stack>
          </Radio.Group>
          <PatientField
            label="Whose record"
            // Hidden, not gone: what was typed stays.
            display={form.values.on === "patient" ? undefined : "none"}
            {...form.getInputProps("patient")}
          />
          <Textarea
            label="Why"
            description="A claim, an inquiry, an investigation, with its number. Name nobody in it"
            autosize
            minRows={2}
            maxLength={200}
            {...form.getInputProps("why")}
          />
          <Group>
            <Button type="submit" loading={place.isPending}>
              Place the hold
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
