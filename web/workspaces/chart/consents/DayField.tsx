import { TextInput } from "@mantine/core";
import { useState } from "react";
import { dateText, inOrder } from "../../../ui/dates.ts";
import { typedDate } from "../../../ui/typed-date.ts";
import { say } from "./words/index.ts";

/** Read in every language. */
const example = "12 Mar 2027";

/** A day as people type it, read back without doubt about which number is the month. */
export function DayField({
  label,
  empty,
  onChange,
}: {
  readonly label: string;
  /** What an empty field means. */
  readonly empty: string;
  /** Gets `unreadableDay` while what is typed is no day. */
  readonly onChange: (day: string | undefined) => void;
}) {
  const [text, setText] = useState("");
  const [left, setLeft] = useState(false);
  const day = typedDate(text);
  const unreadable = text.trim() !== "" && day === undefined;
  return (
    <TextInput
      label={label}
      description={day === undefined ? empty : inOrder(dateText(day))}
      placeholder={example}
      autoComplete="off"
      value={text}
      error={unreadable && left ? say("dayExampleFault", { day: example }) : undefined}
      onBlur={() => setLeft(true)}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        onChange(typed.trim() === "" ? undefined : (typedDate(typed) ?? unreadableDay));
      }}
    />
  );
}

/** Stands for what can't be read as a day, so that nothing is recorded by mistake without one. */
const unreadableDay = "unreadable";
