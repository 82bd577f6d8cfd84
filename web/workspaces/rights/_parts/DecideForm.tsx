import { Button, Group, SegmentedControl, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { RightsDecidedItem, RightsRequest } from "../../../../contract/index.ts";
import { RequestFailure } from "../../../app/api.ts";
import { announce } from "../../../ui/announce.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import classes from "./DecideForm.module.css";
import { recordsNamedIn, wholeRecord } from "./restriction/restriction-words.ts";
import { useChange } from "./rights-calls.ts";
import { isolated } from "../../../language/index.ts";
import { say } from "../words/index.ts";

interface Line {
  readonly key: string;
  readonly what: string;
  readonly outcome: "granted" | "refused";
  readonly ground: string;
  readonly note: string;
}

const aLine = (what = ""): Line => ({ key: crypto.randomUUID(), what, outcome: "granted", ground: "", note: "" });

/** Decides record by record, or kind by kind: granted, or refused on a ground that the law knows. */
export function DecideForm({ request }: { readonly request: RightsRequest }) {
  const change = useChange(request.id);
  const isRestriction = request.kind === "restriction" && request.law !== "hipaa";
  const form = useForm({
    initialValues: { lines: linesFor(request, isRestriction) },
    validate: {
      lines: {
        what: (value) => (value.trim() === "" ? say("sayWhatAbout") : null),
        ground: (value, { lines }, path) => {
          const line = lines[Number(path.split(".")[1])];
          return line?.outcome === "refused" && value === "" ? say("chooseGround") : null;
        },
      },
    },
  });
  const submit = form.onSubmit(({ lines }) =>
    change.mutate(
      { event: "decide", revision: request.revision, items: lines.map(itemOf) },
      {
        onSuccess: () => announce(say("decided")),
        onError: (error) => {
          const line =
            error instanceof RequestFailure ? /^items\[(\d+)\]\.what$/.exec(error.path ?? "")?.[1] : undefined;
          if (line !== undefined) form.setFieldError(`lines.${line}.what`, asSentence(error.message));
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" className={classes.form}>
        {form.values.lines.map((line, index) => (
          <fieldset key={line.key} className={classes.line}>
            <legend>{say("part", { number: index + 1 })}</legend>
            <TextInput
              label={say("what")}
              description={isRestriction ? say("observationOr", { whole: wholeRecord }) : undefined}
              autoComplete="off"
              maxLength={300}
              {...form.getInputProps(`lines.${index}.what`)}
            />
            <SegmentedControl
              aria-label={say("decisionOnPart", { number: index + 1 })}
              data={[
                { value: "granted", label: say("granted") },
                { value: "refused", label: say("refused") },
              ]}
              {...form.getInputProps(`lines.${index}.outcome`)}
            />
            {line.outcome === "refused" && (
              <>
                <Select
                  label={say("ground")}
                  data={request.grounds.map(({ id, words, source }) => ({
                    value: id,
                    label: isolated(`${words} (${source.section})`),
                  }))}
                  {...form.getInputProps(`lines.${index}.ground`)}
                />
                {request.grounds.length === 0 && say("noGround")}
              </>
            )}
            <Textarea label={say("inWords")} autosize maxLength={2000} {...form.getInputProps(`lines.${index}.note`)} />
            {form.values.lines.length > 1 && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={say("leaveOutPart", { number: index + 1 })}
                onClick={() => form.removeListItem("lines", index)}
              >
                {say("leaveOut")}
              </Button>
            )}
          </fieldset>
        ))}
        {change.error !== null && <ErrorNotice error={change.error} />}
        <Group>
          <Button type="submit" loading={change.isPending}>
            {say("decide")}
          </Button>
          <Button variant="default" onClick={() => form.insertListItem("lines", aLine())}>
            {say("anotherPart")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is restricted is named by the patient, or has to be looked for: everything is the officer's choice and no default. */
function linesFor({ words }: RightsRequest, isRestriction: boolean): Line[] {
  if (!isRestriction) return [aLine(wholeRecord)];
  const named = recordsNamedIn(words?.asked ?? "");
  return named.length === 0 ? [aLine()] : named.map((record) => aLine(record));
}

function itemOf({ what, outcome, ground, note }: Line): RightsDecidedItem {
  return {
    what: what.trim(),
    outcome,
    ...(outcome === "refused" ? { ground } : {}),
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
}
