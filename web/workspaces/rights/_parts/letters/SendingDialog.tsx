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
import { dateText, exampleDay, isoDay } from "../../../../ui/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../../ui/typed-date.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useSend } from "./letter-calls.ts";
import { addressWords, isHandedOver, wayWords } from "./letter-words.ts";
import { say } from "../../words/index.ts";

/** Writes down how a letter went out, and when. */
export function SendingDialog({ letter, close }: { readonly letter: RightsLetter; readonly close: () => void }) {
  useFocusBack();
  const send = useSend(letter.requestId, letter.id);
  const form = useForm({
    initialValues: { way: "post", to: "record", on: dateText(isoDay(new Date())), note: "" },
    validate: { on: (value) => (typedDate(value) === undefined ? say("dayAs07", { day: exampleDay }) : null) },
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
        announce(say("writtenDown"));
        close();
      },
      onError: (error) => {
        if (isOfField(error, form.values)) form.setFieldError(error.path, asSentence(error.message));
      },
    });
  });
  return (
    <Modal opened onClose={close} title={say("itWasSent")} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Select
            label={say("how")}
            data-autofocus
            data={letterWay.options.map((value) => ({ value, label: wayWords[value] }))}
            allowDeselect={false}
            {...form.getInputProps("way")}
          />
          {!isHandedOver(way) && (
            <Select
              label={say("whereTo")}
              data={Object.entries(addressWords).map(([value, label]) => ({ value, label }))}
              allowDeselect={false}
              {...form.getInputProps("to")}
            />
          )}
          <TextInput label={say("on")} autoComplete="off" {...form.getInputProps("on")} />
          <Textarea label={say("inWords")} autosize maxLength={2000} {...form.getInputProps("note")} />
          {send.error !== null && !isOfField(send.error, form.values) && <ErrorNotice error={send.error} />}
          <Group>
            <Button type="submit" loading={send.isPending}>
              {say("writeDown")}
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
