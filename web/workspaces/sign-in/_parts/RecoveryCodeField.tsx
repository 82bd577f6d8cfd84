import { TextInput } from "@mantine/core";
import { say } from "../words/index.ts";
import classes from "./RecoveryCodeField.module.css";

type Props = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
};

/** A recovery code as it stands on the print; blanks, dashes and case don't matter. */
export function RecoveryCodeField({ value, onChange, autoFocus = false }: Props) {
  return (
    <TextInput
      label={say("recoveryCode")}
      description={say("recoveryCodeHint")}
      name="recovery-code"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      required
      withAsterisk={false}
      size="md"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      classNames={{ input: classes.code }}
    />
  );
}
