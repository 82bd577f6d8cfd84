import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { instrumentOf, instruments } from "../../../../../contract/therapy/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../../ui/typed-date.ts";
import { useChart } from "../../_parts/record/use-chart.ts";
import { chooseNotSend } from "../choose-not-send.ts";
import { newGoal } from "./goal.ts";
import { type Goal, useKeep } from "./plan-calls.ts";
import classes from "./Plan.module.css";

/** What the patient wants to reach: in words, by which measure, until when. */
export function GoalForm({ today }: { readonly today: string }) {
  const { patientId } = useChart();
  const keep = useKeep<Goal>(patientId);
  const [words, setWords] = useState("");
  const [measure, setMeasure] = useState<string | null>(null);
  const [value, setValue] = useState("");
  const [day, setDay] = useState("");
  const [tried, setTried] = useState(false);
  const instrument = instrumentOf(measure ?? undefined);
  const number = Number(value.trim().replace(",", "."));
  const [least, most] = instrument?.bounds ?? [0, 0];
  const valueWrong = instrument !== undefined && (value.trim() === "" || !(number >= least && number <= most));
  const due = typedDate(day);
  const dayWrong = day.trim() !== "" && (due === undefined || due < today);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (words.trim() === "" || valueWrong || dayWrong || keep.isPending) return;
    keep.mutate(
      newGoal({
        patientId,
        words: words.trim(),
        instrument,
        value: instrument === undefined ? undefined : number,
        due,
        today,
      }),
      {
        onSuccess: () => {
          announce("The goal is set");
          setWords("");
          setMeasure(null);
          setValue("");
          setDay("");
          setTried(false);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate aria-label="Set a goal" className={classes.form}>
      <TextInput
        label="Goal, in the patient’s words"
        autoComplete="off"
        className={classes.wide}
        value={words}
        error={tried && words.trim() === "" ? "Say what is to be reached." : undefined}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Select
        label="Measured by"
        placeholder="Nothing"
        data={instruments.map(({ id, name }) => ({ value: id, label: name }))}
        value={measure}
        searchable
        onKeyDown={chooseNotSend}
        clearable
        clearButtonProps={{ "aria-label": "No measure" }}
        className={classes.middle}
        onChange={setMeasure}
      />
      {instrument !== undefined && (
        <TextInput
          label={`Target, ${instrument.unit.text}`}
          inputMode="decimal"
          autoComplete="off"
          className={classes.narrow}
          value={value}
          error={tried && valueWrong ? `From ${least} to ${most}.` : undefined}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
      <TextInput
        label="Until"
        placeholder="07-Mar-2027"
        autoComplete="off"
        className={classes.narrow}
        value={day}
        error={tried && dayWrong ? "A day to come." : undefined}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Button type="submit" className={classes.submit} loading={keep.isPending}>
        Set the goal
      </Button>
      {keep.error !== null && <ErrorNotice error={keep.error} />}
    </form>
  );
}
