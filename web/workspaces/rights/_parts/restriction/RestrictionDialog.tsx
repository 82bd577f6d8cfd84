import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type {
  RestrictionAnswer,
  RestrictionChangeAsked,
  RestrictionEvent,
  RightsRequest,
} from "../../../../../contract/index.ts";
import { isOfField } from "../../../../app/api.ts";
import { announce } from "../../../../ui/announce.ts";
import { asSentence } from "../../../../ui/as-sentence.ts";
import { dateText, exampleDay, isoDay } from "../../../../ui/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../../ui/typed-date.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useLetters } from "../letters/letter-calls.ts";
import { sendingText } from "../letters/letter-words.ts";
import { useChangeRestriction } from "./restriction-calls.ts";
import { restrictionActWords } from "./restriction-words.ts";
import { say } from "../../words/index.ts";

type Props = {
  readonly request: RightsRequest;
  readonly restriction: RestrictionAnswer;
  readonly event: RestrictionEvent;
  readonly close: () => void;
};

/** One step of a restriction, with what has to be said for it. What was typed stays when it is refused. */
export function RestrictionDialog({ request, restriction: { revision }, event, close }: Props) {
  useFocusBack();
  const change = useChangeRestriction(request.id);
  const letters = useLetters(request.id, request.revision);
  const { label, means, asks, done } = restrictionActWords[event];
  const isTelling = event === "tell";
  const sent = (letters.data?.letters ?? []).flatMap(({ id, kind, words }) => {
    const first = kind === "lifting" ? words?.sendings[0] : undefined;
    return first === undefined ? [] : [{ value: id, label: sendingText(first), on: first.on }];
  });
  const form = useForm({
    initialValues: { note: "", on: dateText(isoDay(new Date())), letter: "" },
    validate: {
      note: (value) => (value.trim() === "" ? say("sayInWords") : null),
      on: (value) => (isTelling && typedDate(value) === undefined ? say("dayAs07", { day: exampleDay }) : null),
    },
  });
  const submit = form.onSubmit(({ note, on, letter }) =>
    change.mutate(asked(event, { revision, note: note.trim(), on: typedDate(on) ?? "", letter }), {
      onSuccess: () => {
        announce(done);
        close();
      },
      onError: (error) => {
        if (isOfField(error, form.values)) form.setFieldError(error.path, asSentence(error.message));
      },
    }),
  );
  return (
    <Modal opened onClose={close} title={label.replace("…", "")} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm">{means}</Text>
          {isTelling && sent.length > 0 && (
            <Select
              label={say("byWhichLetter")}
              clearable
              data={sent.map(({ value, label: words }) => ({ value, label: words }))}
              value={form.values.letter === "" ? null : form.values.letter}
              onChange={(letter) => {
                const chosen = sent.find(({ value }) => value === letter);
                form.setFieldValue("letter", letter ?? "");
                if (chosen === undefined) return;
                form.setFieldValue("on", dateText(chosen.on));
                if (form.values.note.trim() === "") form.setFieldValue("note", chosen.label);
              }}
              error={form.errors["letter"]}
            />
          )}
          {isTelling && <TextInput label={say("on")} autoComplete="off" {...form.getInputProps("on")} />}
          <Textarea label={asks} data-autofocus autosize minRows={2} maxLength={2000} {...form.getInputProps("note")} />
          {change.error !== null && !isOfField(change.error, form.values) && <ErrorNotice error={change.error} />}
          <Group>
            <Button type="submit" loading={change.isPending}>
              {isTelling ? say("writeDown") : label.replace("…", "")}
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

function asked(
  event: RestrictionEvent,
  {
    revision,
    note,
    on,
    letter,
  }: { readonly revision: number; readonly note: string; readonly on: string; readonly letter: string },
): RestrictionChangeAsked {
  if (event !== "tell") return { event, revision, note };
  return { event, revision, note, on, ...(letter === "" ? {} : { letter }) };
}
