import { TextInput } from "@mantine/core";
import { useState } from "react";
import { dateText, exampleDay } from "../../../ui/dates.ts";
import { typedDate } from "../../../ui/typed-date.ts";
import { say } from "../words/index.ts";

type Props = { readonly label: string; readonly value: string; readonly set: (day: string) => void };

/** A day, typed as people type it and read back as nobody can misread it. What is no day stays, and says so. */
export function DayField({ label, value, set }: Props) {
  // What was typed while another day stood here is over.
  const [typed, setTyped] = useState({ over: value, text: dateText(value), isWrong: false });
  const { text, isWrong } = typed.over === value ? typed : { text: dateText(value), isWrong: false };
  const take = () => {
    const day = typedDate(text);
    setTyped({ over: value, text: day === undefined ? text : dateText(day), isWrong: day === undefined });
    if (day !== undefined && day !== value) set(day);
  };
  return (
    <TextInput
      label={label}
      w="8.5rem"
      value={text}
      onChange={(event) => setTyped({ over: value, text: event.currentTarget.value, isWrong: false })}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take()}
      error={isWrong ? say("dayExample", { day: exampleDay }) : undefined}
    />
  );
}
