import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Fate } from "../../../../../contract/index.ts";
import { recordText } from "./erasure-words.ts";
import { say } from "../../words/index.ts";

const shownAtFirst = 40;

type Props = {
  readonly fates: readonly Fate[];
  /** Names of those that were chosen before. */
  readonly before: readonly string[];
  readonly isPending: boolean;
  readonly choose: (records: readonly string[]) => void;
  readonly close: () => void;
};

/** Which records go although the patient stays. */
export function ChooseRecords({ fates, before, isPending, choose, close }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>(before);
  const [all, setAll] = useState(false);
  // Who the patient is goes with the whole record only.
  const sorted = fates
    .map(({ record }) => record)
    .filter((record) => !record.startsWith("Patient/"))
    .toSorted();
  const shown = all ? sorted : sorted.slice(0, shownAtFirst);
  return (
    <Stack gap="md">
      <Text>{say("chooseWhatGoes")}</Text>
      <Checkbox.Group label={say("recordsToErase")} value={[...chosen]} onChange={setChosen}>
        <Stack gap="xs" mt="xs">
          {shown.map((record) => (
            <Checkbox key={record} value={record} label={recordText(record)} />
          ))}
        </Stack>
      </Checkbox.Group>
      {shown.length < sorted.length && (
        <Group>
          <Button variant="subtle" onClick={() => setAll(true)}>
            {say("showAll", { count: sorted.length })}
          </Button>
        </Group>
      )}
      <Group>
        <Button
          variant="default"
          loading={isPending}
          disabled={chosen.length === 0}
          onClick={() => choose(sorted.filter((record) => chosen.includes(record)))}
        >
          {say("lookAtThese")}
        </Button>
        <Button variant="subtle" onClick={close}>
          {say("wholeAfterAll")}
        </Button>
      </Group>
    </Stack>
  );
}
