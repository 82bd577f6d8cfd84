import { Stack, TextInput, type TextInputProps } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { BookingRefusal } from "../../../../contract/index.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import classes from "./AgainstIt.module.css";
import { say } from "../words/index.ts";

type Props = {
  readonly refusal: BookingRefusal;
  /** Of the field for why it is done all the same. */
  readonly reason: Omit<TextInputProps, "label">;
};

/** What speaks against a time, and where it may be done all the same, why it is. */
export function AgainstIt({ refusal, reason }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The button that was pressed waits for the reason, and can't have the focus.
    if (document.activeElement === document.body) field.current?.focus();
  }, []);
  const warnings = refusal.warnings.length > 0 ? refusal.warnings : [{ code: "", message: refusal.message }];
  return (
    <Stack gap="sm" className={classes.notice}>
      <div role="alert" className={classes.words}>
        <IconAlertTriangle size={18} aria-hidden />
        <ul>
          {warnings.map(({ code, message }) => (
            <li key={`${code}${message}`}>{asSentence(message)}</li>
          ))}
        </ul>
      </div>
      {refusal.code === "scheduling/needs-reason" && (
        <TextInput
          label={say("whyAllTheSame")}
          maxLength={300}
          autoComplete="off"
          data-autofocus
          {...reason}
          ref={field}
        />
      )}
    </Stack>
  );
}
