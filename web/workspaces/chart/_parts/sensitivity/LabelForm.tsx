import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { SensitivityList } from "../../../../../contract/index.ts";
import { isRefusal, type Resource } from "../../../../app/api.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useChart } from "../record/use-chart.ts";
import { LabelAbout } from "./LabelAbout.tsx";
import { inOwnWords, useMark } from "./label-calls.ts";
import { type Choices, isOn, labelState, wantedOf } from "./labels.ts";
import { OutOfSight } from "./OutOfSight.tsx";
import classes from "./SensitivityDialog.module.css";
import { useLabelOrigins } from "./use-label-origins.ts";
import { say } from "./words/index.ts";

type Props = {
  readonly record: Resource;
  readonly list: SensitivityList;
  readonly title: string;
  /** Why it couldn't be read again, after somebody else changed it; null where it could. */
  readonly unread: Error | null;
  readonly close: () => void;
};

/** Each label that a record may carry, with what there is to know before choosing. */
export function LabelForm({ record, list, title, unread, close }: Props) {
  const { patientId } = useChart();
  const { permissions = [] } = useSession();
  const mark = useMark(patientId);
  const [choices, setChoices] = useState<Choices>(new Map());
  const [asking, setAsking] = useState(false);
  const seesAccesses = permissions.includes("accesses.read");
  const origins = useLabelOrigins({ record, list, patientId, seesAccesses }, asking);
  const mayTakeOff = permissions.includes("consents.manage");
  const states = list.categories.map((category) => ({ category, state: labelState(record, category, list) }));
  const wanted = wantedOf(states, choices);
  const unchanged = states.every(({ category, state }) => wanted.has(category.code) === isOn(state));
  const beyond = states.filter(({ category, state }) => {
    const putsOn = wanted.has(category.code) && !isOn(state);
    return putsOn && !category.isCleared;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (unchanged) return;
    mark.mutate(
      { record, wanted, list },
      {
        onSuccess: () => {
          announce(say("isChanged", { title }));
          close();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <fieldset className={classes.labels}>
          <legend className="wb-visually-hidden">{say("whatMakesItSensitive")}</legend>
          {states.map(({ category, state }) => {
            const { code, label } = category;
            const locked = isOn(state) && !mayTakeOff;
            const origin = asking ? origins.data?.get(code) : undefined;
            return (
              <Checkbox
                key={code}
                label={<bdi>{label}</bdi>}
                description={<LabelAbout category={category} state={state} origin={origin} locked={locked} />}
                checked={wanted.has(code)}
                disabled={locked}
                onChange={() => setChoices(new Map(choices).set(code, !wanted.has(code)))}
              />
            );
          })}
        </fieldset>
        {states.some(({ state }) => state.kind !== "none") && (
          <div>
            <Button
              variant={asking ? "light" : "subtle"}
              size="compact-sm"
              aria-pressed={asking}
              loading={origins.isLoading}
              onClick={() => setAsking(!asking)}
            >
              {seesAccesses ? say("sinceWhenAndBy") : say("sinceWhen")}
            </Button>
          </div>
        )}
        {origins.error !== null && <ErrorNotice error={origins.error} again={() => void origins.refetch()} />}
        {beyond.length > 0 && <OutOfSight labels={beyond.map(({ category }) => category.label)} />}
        {unread !== null && <ErrorNotice error={unread} />}
        {mark.error !== null && (
          <ErrorNotice error={inOwnWords(mark.error)}>
            {isRefusal(mark.error, "chart/precondition-failed") &&
              unread === null &&
              (unchanged ? say("asChosen") : say("stillChosen"))}
          </ErrorNotice>
        )}
        <Group>
          <Button type="submit" loading={mark.isPending} disabled={unchanged}>
            {say("save")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
