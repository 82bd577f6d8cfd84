import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import type { KeptForm } from "../../people/_parts/use-kept-form.ts";
import { KeptLine } from "./KeptLine.tsx";
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
  /** Where the reason is kept on this device, with what else is asked. */
  readonly form?: {
    readonly draft: { readonly reason: string; readonly isSent: boolean };
    readonly change: (part: { readonly reason: string }) => void;
    readonly isTyped: boolean;
    readonly kept: Pick<KeptForm<unknown>, "isKept" | "isRefused" | "forget">;
  };
  readonly children?: ReactNode;
};

/** Asks why, or whether, before something that isn't undone. */
export function ReasonDialog({ title, words, label, act, mutation, close, send, form, children }: Props) {
  useFocusBack();
  useFocusKept(mutation.isPending);
  const [typed, setTyped] = useState("");
  const [isAsked, setAsked] = useState(false);
  const reason = form?.draft.reason ?? typed;
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
              readOnly={form?.draft.isSent}
              error={isAsked && isMissing ? say("sayWhy") : undefined}
              onChange={({ currentTarget: { value } }) =>
                form === undefined ? setTyped(value) : form.change({ reason: value })
              }
            />
          )}
          {mutation.error !== null && (form === undefined || !isUnanswered(mutation.error)) && (
            <ErrorNotice error={mutation.error} />
          )}
          <Group>
            <Button
              type="submit"
              loading={mutation.isPending}
              {...(label === undefined ? { "data-autofocus": true } : {})}
            >
              {act}
            </Button>
            <Button
              variant="subtle"
              onClick={() => {
                form?.kept.forget();
                close();
              }}
            >
              {say("cancel")}
            </Button>
            {form !== undefined && <KeptLine mutation={mutation} isTyped={form.isTyped} kept={form.kept} />}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
