import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Proxy } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { type ProxyStep, useProxyStep } from "./proxy-calls.ts";
import { proofLine } from "./proxy-words.ts";
import { say } from "../words/index.ts";

type Props = { readonly proxy: Proxy; readonly step: ProxyStep; readonly close: () => void };

const stepWords: Readonly<
  Record<ProxyStep, { readonly label: string; readonly means: string; readonly done: string }>
> = {
  confirm: {
    label: say("confirm"),
    means: say("confirmMeans"),
    done: say("confirmed"),
  },
  refuse: { label: say("refuse"), means: say("refuseMeans"), done: say("refused") },
  end: { label: say("endNow"), means: say("endMeans"), done: say("ended") },
};

/** Confirms, refuses or ends an authority. */
export function StepDialog({ proxy, step, close }: Props) {
  useFocusBack();
  const run = useProxyStep(proxy.id, step);
  const [note, setNote] = useState("");
  const isOwn = step === "refuse" && proxy.may.includes("withdraw");
  const { means, done } = stepWords[step];
  const label = isOwn ? say("takeBack") : stepWords[step].label;
  return (
    <Modal opened onClose={close} title={label} closeButtonProps={{ "aria-label": say("close") }}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          run.mutate(note.trim(), {
            onSuccess: () => {
              announce(isOwn ? say("takenBack") : done);
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
              label={say("whyPatientReads")}
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
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
