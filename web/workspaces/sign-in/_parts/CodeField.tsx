import { TextInput } from "@mantine/core";
import { type Ref } from "react";
import classes from "./CodeField.module.css";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (digits: string) => void;
  readonly disabled: boolean;
  readonly autoFocus?: boolean;
  readonly fieldRef: Ref<HTMLInputElement>;
};

/** Six digits in one field: pasting, speech and password managers work, and spaces that people copy along fall away. */
export function CodeField({ label, value, onChange, disabled, autoFocus = true, fieldRef }: Props) {
  return (
    <TextInput
      ref={fieldRef}
      label={label}
      name="one-time-code"
      autoComplete="one-time-code"
      inputMode="numeric"
      autoFocus={autoFocus}
      readOnly={disabled}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\D/g, "").slice(0, 6))}
      placeholder="000000"
      size="md"
      classNames={{ input: classes.code }}
    />
  );
}
