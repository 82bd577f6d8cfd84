import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Proxy } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { type ProxyStep, useProxyStep } from "./proxy-calls.ts";
import { proofLine } from "./proxy-words.ts";

type Props = { readonly proxy: Proxy; readonly step: ProxyStep; readonly close: () => void };

const stepWords: Readonly<
  Record<ProxyStep, { readonly label: string; readonly means: string; readonly done: string }>
> = {
  confirm: {
    label: "Confirm",
    means: "You say that you looked at the proof too. From then on they see the patient’s record, until the last day.",
    done: "Confirmed",
  },
  refuse: { label: "Refuse", means: "Nothing comes of it. It stays on record that it was asked.", done: "Refused" },
  end: { label: "End it now", means: "They are signed out, and see the record no more.", done: "Ended" },
};

/** Confirms, refuses or ends an authority. */
export function StepDialog({ proxy, step, close }: Props) {
  useFocusBack();
  const run = useProxyStep(proxy.id, step);
  const [note, setNote] = useState("");
  const isOwn = step === "refuse" && proxy.may.includes("withdraw");
  const { means, done } = stepWords[step];
  const label = isOwn ? "Take back" : stepWords[step].label;
  return (
    <Modal opened onClose={close} title={label} closeButtonProps={{ "aria-label": "Close" }}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          run.mutate(note.trim(), {
            onSuccess: () => {
              announce(isOwn ? "Taken back" : done);
              close();
            },
          });
        }}
      >
        <Stack gap="md">
          <Text>{means}</Text>
          {step === "confirm" && <Text>{proofLine(proxy)}</Text>}
          {step !== "confirm" && (
            <Textarea
              label="Why (the patient can read it)"
              data-autofocus
              autosize
              minRows={2}
              maxLength={1000}
              value={note}
              onKeyDown={sendsForm}
              onChange={(changed) => setNote(changed.currentTarget.value)}
            />
          )}
          {run.error !== null && <ErrorNotice error={run.error} />}
          <Group>
            <Button type="submit" loading={run.isPending} color={step === "end" ? "red" : undefined}>
              {label}
            </Button>
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
