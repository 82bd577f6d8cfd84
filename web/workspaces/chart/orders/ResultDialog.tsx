import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useChart } from "../_parts/record/use-chart.ts";
import type { PreparedFile } from "../files/prepare-file.ts";
import { useResult } from "./order-calls.ts";
import { type Order, type ResultLine, lineFault } from "./order.ts";
import classes from "./ResultDialog.module.css";
import { ResultFiles } from "./ResultFiles.tsx";

const empty: ResultLine = { name: "", value: "", unit: "" };
const mostLines = 40;

/** What came of an order: a finding in words, values with their units, files, or several of these. */
export function ResultDialog({ order, close }: { readonly order: Order; readonly close: () => void }) {
  useFocusBack();
  const { patientId } = useChart();
  const result = useResult(patientId);
  const [requestId] = useState(() => crypto.randomUUID());
  const [finding, setFinding] = useState("");
  const [lines, setLines] = useState<readonly ResultLine[]>([]);
  const [files, setFiles] = useState<readonly { readonly title: string; readonly file: PreparedFile }[]>([]);
  const [tried, setTried] = useState(false);
  const said = lines.filter(({ name, value, unit }) => `${name}${value}${unit}`.trim() !== "");
  const isEmpty = finding.trim() === "" && said.length === 0 && files.length === 0;
  const isWrong = said.some((line) => lineFault(line) !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isEmpty || isWrong || result.isPending) return;
    result.mutate(
      { order, finding, lines: said, files, requestId },
      {
        onSuccess: () => {
          announce(`Result of ${order.what} recorded`);
          close();
        },
      },
    );
  };
  const edit = (at: number, part: Partial<ResultLine>) =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <Modal
      opened
      onClose={close}
      title={<b>Result of “{order.what}”</b>}
      size="lg"
      closeOnEscape={isEmpty}
      closeOnClickOutside={isEmpty}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {order.question !== undefined && <Text>Asked: {order.question}</Text>}
          <Textarea
            label="Finding"
            value={finding}
            onChange={(event) => setFinding(event.currentTarget.value)}
            error={tried && isEmpty ? "Write what was found, or add a value or a file." : undefined}
            maxLength={20_000}
            autosize
            minRows={4}
            data-autofocus
          />
          {lines.map((line, at) => (
            <fieldset key={at} className={classes.line}>
              <legend className="wb-visually-hidden">Value {at + 1}</legend>
              <TextInput
                label="Measured"
                value={line.name}
                className={classes.name}
                onChange={(event) => edit(at, { name: event.currentTarget.value })}
                error={tried && said.includes(line) ? lineFault(line) : undefined}
                autoComplete="off"
              />
              <TextInput
                label="Value"
                inputMode="decimal"
                value={line.value}
                className={classes.value}
                onChange={(event) => edit(at, { value: event.currentTarget.value })}
                autoComplete="off"
              />
              <TextInput
                label="Unit"
                value={line.unit}
                className={classes.value}
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
                onClick={() => setLines([...lines, empty])}
              >
                Add a value
              </Button>
            </Group>
          )}
          <ResultFiles files={files} change={setFiles} />
          {result.error !== null && <ErrorNotice error={result.error} />}
          <Group>
            <Button type="submit" loading={result.isPending}>
              Record the result
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
