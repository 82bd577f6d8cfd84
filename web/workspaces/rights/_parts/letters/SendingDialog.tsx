import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import {
  type NewRightsSending,
  type RightsLetter,
  type RightsLetterWay,
  letterAddress,
  letterWay,
} from "../../../../../contract/index.ts";
import { isOfField } from "../../../../app/api.ts";
import { announce } from "../../../../ui/announce.ts";
import { asSentence } from "../../../../ui/as-sentence.ts";
import { dateText, isoDay } from "../../../../ui/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../../ui/typed-date.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useSend } from "./letter-calls.ts";
import { addressWords, isHandedOver, wayWords } from "./letter-words.ts";

/** Writes down how a letter went out, and when. */
export function SendingDialog({ letter, close }: { readonly letter: RightsLetter; readonly close: () => void }) {
  useFocusBack();
  const send = useSend(letter.requestId, letter.id);
  const form = useForm({
    initialValues: { way: "post", to: "record", on: dateText(isoDay(new Date())), note: "" },
    validate: { on: (value) => (typedDate(value) === undefined ? "Write the day as 07-Mar-2026." : null) },
  });
  const way = form.values.way as RightsLetterWay;
  const submit = form.onSubmit(({ to, on, note }) => {
    const sending: NewRightsSending = {
      way,
      to: isHandedOver(way) ? "none" : letterAddress.parse(to),
      on: typedDate(on) ?? "",
      ...(note.trim() === "" ? {} : { note: note.trim() }),
    };
    send.mutate(sending, {
      onSuccess: () => {
        announce("Written down");
        close();
      },
      onError: (error) => {
        if (isOfField(error, form.values)) form.setFieldError(error.path, asSentence(error.message));
      },
    });
  });
  return (
    <Modal opened onClose={close} title="It was sent" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Select
            label="How"
            data-autofocus
            data={letterWay.options.map((value) => ({ value, label: wayWords[value] }))}
            allowDeselect={false}
            {...form.getInputProps("way")}
          />
          {!isHandedOver(way) && (
            <Select
              label="Where to"
              data={Object.entries(addressWords).map(([value, label]) => ({ value, label }))}
              allowDeselect={false}
              {...form.getInputProps("to")}
            />
          )}
          <TextInput label="On" autoComplete="off" {...form.getInputProps("on")} />
          <Textarea label="In words" autosize maxLength={2000} {...form.getInputProps("note")} />
          {send.error !== null && !isOfField(send.error, form.values) && <ErrorNotice error={send.error} />}
          <Group>
            <Button type="submit" loading={send.isPending}>
              Write down
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
