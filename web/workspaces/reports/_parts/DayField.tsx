import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { dateText } from "../../../ui/dates.ts";
import { typedDate } from "../../../ui/typed-date.ts";

type Props = { readonly label: string; readonly value: string; readonly set: (day: string) => void };

/** A day, typed as people type it and read back as nobody can misread it. What is no day stays, and says so. */
export function DayField({ label, value, set }: Props) {
  const [text, setText] = useState(dateText(value));
  const [isWrong, setWrong] = useState(false);
  useEffect(() => {
    setText(dateText(value));
    setWrong(false);
  }, [value]);
  const take = () => {
    const day = typedDate(text);
    setWrong(day === undefined);
    if (day === undefined) return;
    setText(dateText(day));
    if (day !== value) set(day);
  };
  return (
    <TextInput
      label={label}
      w="8.5rem"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take()}
      error={isWrong ? "A day such as 07-Mar-2026" : undefined}
    />
  );
}
