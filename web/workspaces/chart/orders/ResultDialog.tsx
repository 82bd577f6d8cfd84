import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { KeptLine } from "../../billing/_parts/KeptLine.tsx";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import { useSentOnce } from "../../people/_parts/use-sent-once.ts";
import { useChart } from "../_parts/record/use-chart.ts";
import type { PreparedFile } from "../files/prepare-file.ts";
import { useResult } from "./order-calls.ts";
import { type Order, type ResultLine, lineFault } from "./order.ts";
import classes from "./ResultDialog.module.css";
import { ResultFiles } from "./ResultFiles.tsx";
import { say } from "./words/index.ts";

const empty: ResultLine = { name: "", value: "", unit: "" };
const mostLines = 40;
const draftOf = z.object({
  requestId: z.string(),
  finding: z.string(),
  lines: z.array(z.object({ name: z.string(), value: z.string(), unit: z.string() })),
  /** How many files were chosen. They are too big to be kept with each key, and have to be chosen again. */
  files: z.number(),
  isSent: z.boolean(),
});
type Draft = z.infer<typeof draftOf>;

function saidIn(lines: readonly ResultLine[]): readonly ResultLine[] {
  return lines.filter(({ name, value, unit }) => `${name}${value}${unit}`.trim() !== "");
}

/** What came of an order: a finding in words, values with their units, files, or several of these. */
export function ResultDialog({ order, close }: { readonly order: Order; readonly close: () => void }) {
  useFocusBack();
  const { patientId } = useChart();
  const result = useResult(patientId);
  const [files, setFiles] = useState<readonly { readonly title: string; readonly file: PreparedFile }[]>([]);
  const form = useSentOnce({
    name: `result:${order.id}`,
    schema: draftOf,
    begin: (): Draft => ({ requestId: crypto.randomUUID(), finding: "", lines: [], files: 0, isSent: false }),
    mutation: result,
    // Without its files it isn't what was sent.
    resumes: (found) => found.files === 0,
    send: ({ requestId, finding, lines }, done) =>
      result.mutate(
        { order, finding, lines: saidIn(lines), files, requestId },
        {
          onSuccess: () =>
            done(() => {
              announce(say("resultRecorded", { what: order.what }));
              close();
            }),
        },
      ),
  });
  useFocusKept(result.isPending);
  const { finding, lines, isSent } = form.draft;
  const [tried, setTried] = useState(false);
  const said = saidIn(lines);
  const isEmpty = finding.trim() === "" && said.length === 0 && files.length === 0;
  const isWrong = said.some((line) => lineFault(line) !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isEmpty && !isWrong && !result.isPending) form.submit();
  };
  const edit = (at: number, part: Partial<ResultLine>) =>
    form.change({ lines: lines.map((line, index) => (index === at ? { ...line, ...part } : line)) });
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{say("resultOf", { what: order.what })}</b>}
      size="lg"
      closeOnEscape={isEmpty}
      closeOnClickOutside={isEmpty}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {order.question !== undefined && <Text>{say("asked", { question: order.question })}</Text>}
          <Textarea
            label={say("finding")}
            dir="auto"
            value={finding}
            readOnly={isSent}
            onChange={(event) => form.change({ finding: event.currentTarget.value })}
            error={tried && isEmpty ? say("findingFault") : undefined}
            maxLength={20_000}
            autosize
            minRows={4}
            data-autofocus
          />
          {lines.map((line, at) => (
            <fieldset key={at} className={classes.line}>
              <legend className="wb-visually-hidden">{say("valueNumber", { number: at + 1 })}</legend>
              <TextInput
                label={say("measured")}
                dir="auto"
                value={line.name}
                className={classes.name}
                readOnly={isSent}
                onChange={(event) => edit(at, { name: event.currentTarget.value })}
                error={tried && said.includes(line) ? lineFault(line) : undefined}
                autoComplete="off"
              />
              <TextInput
                label={say("value")}
                inputMode="decimal"
                value={line.value}
                className={classes.value}
                readOnly={isSent}
                onChange={(event) => edit(at, { value: event.currentTarget.value })}
                autoComplete="off"
              />
              <TextInput
                label={say("unit")}
                value={line.unit}
                className={classes.value}
                readOnly={isSent}
                onChange={(event) => edit(at, { unit: event.currentTarget.value })}
                autoComplete="off"
              />
            </fieldset>
          ))}
          {lines.length < mostLines && (
            <Group>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden />}
                disabled={isSent}
                onClick={() => form.change({ lines: [...lines, empty] })}
              >
                {say("addValue")}
              </Button>
            </Group>
          )}
          {form.draft.files > files.length && (
            <Text size="sm" role="status">
              {say("chooseFilesAgain")}
            </Text>
          )}
          <ResultFiles
            files={files}
            change={(chosen) => {
              setFiles(chosen);
              form.change({ files: chosen.length });
            }}
          />
          {result.error !== null && !isUnanswered(result.error) && <ErrorNotice error={result.error} />}
          <Group>
            <Button type="submit" loading={result.isPending}>
              {say("recordResult")}
            </Button>
            <Button
              variant="subtle"
              onClick={() => {
                form.kept.forget();
                close();
              }}
            >
              {say("cancel")}
            </Button>
            <KeptLine mutation={result} isTyped={form.isTyped} kept={form.kept} />
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
