import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { SensitivityList } from "../../../../../contract/index.ts";
import { isRefusal, type Resource } from "../../../../app/api.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { Waiting } from "../layout/Loaded.tsx";
import { useChart } from "../record/use-chart.ts";
import { codingWords } from "./codes-calling.ts";
import { useMark, useMarkedRecord } from "./label-calls.ts";
import { isOn, labelState, type LabelState } from "./labels.ts";
import { useSensitivityList } from "./sensitivity-list.ts";
import classes from "./SensitivityDialog.module.css";

type Props = { readonly type: string; readonly id: string; readonly title: string; readonly close: () => void };

/** What makes a record sensitive: what was put on by itself and why, and what somebody chose. */
export function SensitivityDialog({ type, id, title, close }: Props) {
  useFocusBack();
  const list = useSensitivityList();
  const record = useMarkedRecord(type, id);
  return (
    <Modal
      opened
      onClose={close}
      title="Sensitivity"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
      closeOnClickOutside={false}
    >
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" mb="md">
        What is marked is seen by those whose role is cleared for it, unless the patient decided otherwise.
      </Text>
      {list.data === undefined || record.data === undefined ? (
        <Waiting queries={[list, record]} what="the record" lines={5} />
      ) : (
        <LabelForm
          // Another version is another question.
          key={record.data.meta?.versionId}
          record={record.data}
          list={list.data}
          title={title}
          again={() => void record.refetch()}
          close={close}
        />
      )}
    </Modal>
  );
}

function toggled(codes: ReadonlySet<string>, code: string): ReadonlySet<string> {
  const others = [...codes].filter((one) => one !== code);
  return new Set(codes.has(code) ? others : [...others, code]);
}

type FormProps = {
  readonly record: Resource;
  readonly list: SensitivityList;
  readonly title: string;
  readonly again: () => void;
  readonly close: () => void;
};

function LabelForm({ record, list, title, again, close }: FormProps) {
  const { patientId } = useChart();
  const mark = useMark(patientId);
  const mayTakeOff = useSession().permissions?.includes("consents.manage") === true;
  const states = list.categories.map((category) => ({ category, state: labelState(record, category, list) }));
  const before = new Set(states.filter(({ state }) => isOn(state)).map(({ category }) => category.code));
  const [wanted, setWanted] = useState<ReadonlySet<string>>(before);
  const unchanged = wanted.size === before.size && [...wanted].every((code) => before.has(code));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (unchanged) return;
    mark.mutate(
      { record, wanted, list },
      {
        onSuccess: () => {
          announce(`The sensitivity of ${title} is changed`);
          close();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <fieldset className={classes.labels}>
          <legend className="wb-visually-hidden">What makes it sensitive</legend>
          {states.map(({ category, state }) => (
            <Checkbox
              key={category.code}
              label={category.label}
              description={<About summary={category.summary} state={state} locked={isOn(state) && !mayTakeOff} />}
              checked={wanted.has(category.code)}
              disabled={isOn(state) && !mayTakeOff}
              onChange={() => setWanted(toggled(wanted, category.code))}
            />
          ))}
        </fieldset>
        {mark.error !== null && (
          <ErrorNotice
            error={mark.error}
            again={isRefusal(mark.error, "chart/precondition-failed") ? again : undefined}
          >
            {isRefusal(mark.error, "chart/outside-scope") &&
              "You would put it out of your own sight: ask somebody whose role is cleared for it."}
          </ErrorNotice>
        )}
        <Group>
          <Button type="submit" loading={mark.isPending} disabled={unchanged}>
            Save
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the label is for, how it came here, and who may take it off. */
function About({
  summary,
  state,
  locked,
}: {
  readonly summary: string;
  readonly state: LabelState;
  readonly locked: boolean;
}) {
  return (
    <>
      <Origin state={state} />
      {locked && <span className={classes.origin}>Only somebody who keeps consents can take it off.</span>}
      <span className={classes.summary}>{summary}</span>
    </>
  );
}

function Origin({ state }: { readonly state: LabelState }) {
  switch (state.kind) {
    case "code":
      if (state.calling.length === 0)
        return <span className={classes.origin}>Put on by itself, by a code that the record had before.</span>;
      return (
        <span className={classes.origin}>
          Put on by itself, because of {state.calling.map(codingWords).join(", ")}.
        </span>
      );
    case "hand":
      return <span className={classes.origin}>Put on by hand.</span>;
    case "taken":
      return <span className={classes.origin}>Taken off by hand: it isn’t put on by itself again.</span>;
    case "none":
      return null;
  }
}
