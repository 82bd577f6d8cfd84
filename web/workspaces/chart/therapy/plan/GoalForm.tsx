import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { instrumentOf, instruments } from "../../../../../contract/therapy/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../../ui/typed-date.ts";
import { useChart } from "../../_parts/record/use-chart.ts";
import { chooseNotSend } from "../choose-not-send.ts";
import { unitText } from "../measures/measure-words.ts";
import { newGoal } from "./goal.ts";
import { exampleDay } from "../../../../ui/dates.ts";
import { say } from "../words/index.ts";
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
          announce(say("goalIsSet"));
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
    <form onSubmit={submit} noValidate aria-label={say("setAGoal")} className={classes.form}>
      <TextInput
        label={say("goalInWords")}
        dir="auto"
        autoComplete="off"
        className={classes.wide}
        value={words}
        error={tried && words.trim() === "" ? say("goalFault") : undefined}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Select
        label={say("measuredBy")}
        placeholder={say("nothing")}
        data={instruments.map(({ id, name }) => ({ value: id, label: name }))}
        value={measure}
        searchable
        onKeyDown={chooseNotSend}
        clearable
        clearButtonProps={{ "aria-label": say("noMeasure") }}
        className={classes.middle}
        onChange={setMeasure}
      />
      {instrument !== undefined && (
        <TextInput
          label={say("targetUnit", { unit: unitText(instrument) })}
          inputMode="decimal"
          autoComplete="off"
          className={classes.narrow}
          value={value}
          error={tried && valueWrong ? say("fromTo", { least, most }) : undefined}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={say("until")}
        placeholder={exampleDay.replace("2026", "2027")}
        autoComplete="off"
        className={classes.narrow}
        value={day}
        error={tried && dayWrong ? say("dayToCome") : undefined}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Button type="submit" className={classes.submit} loading={keep.isPending}>
        {say("setTheGoal")}
      </Button>
      {keep.error !== null && <ErrorNotice error={keep.error} />}
    </form>
  );
}
