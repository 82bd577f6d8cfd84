import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly title: string;
  readonly words: ReactNode;
  /** Of the field; without it nothing is asked. */
  readonly label?: string;
  readonly act: string;
  readonly mutation: { readonly error: Error | null; readonly isPending: boolean };
  readonly close: () => void;
  readonly send: (reason: string) => void;
  readonly children?: ReactNode;
};

/** Asks why, or whether, before something that isn't undone. */
export function ReasonDialog({ title, words, label, act, mutation, close, send, children }: Props) {
  useFocusBack();
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const isMissing = label !== undefined && reason.trim() === "";
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!isMissing) send(reason.trim());
        }}
        noValidate
      >
        <Stack gap="md">
          <Text>{words}</Text>
          {children}
          {label !== undefined && (
            <TextInput
              label={label}
              data-autofocus
              autoComplete="off"
              maxLength={300}
              value={reason}
              error={isAsked && isMissing ? say("sayWhy") : undefined}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {mutation.error !== null && <ErrorNotice error={mutation.error} />}
          <Group>
            <Button
              type="submit"
              loading={mutation.isPending}
              {...(label === undefined ? { "data-autofocus": true } : {})}
            >
              {act}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
