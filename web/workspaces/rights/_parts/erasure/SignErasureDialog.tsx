import { Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { SignDecisionDialog } from "../../../../app/signing/SignDecisionDialog.tsx";
import { announce } from "../../../../ui/announce.ts";
import type { useApproveEnd, useApproveErasure } from "./erasure-calls.ts";
import { say } from "../../words/index.ts";

type Props = {
  readonly title: string;
  readonly action: string;
  /** What was proposed, by whom, and what follows. */
  readonly words: readonly string[];
  readonly done: string;
  readonly approve: ReturnType<typeof useApproveErasure> | ReturnType<typeof useApproveEnd>;
  readonly close: () => void;
};

/** The second person's word: signed, and then it is done. */
export function SignErasureDialog({ title, action, words, done, approve, close }: Props) {
  const [why, setWhy] = useState("");
  const [lacking, setLacking] = useState(false);
  const isLacking = why.trim().length < 5;
  return (
    <SignDecisionDialog
      title={title}
      meaning="I approve this."
      action={action}
      decide={approve}
      sign={(sent, tried) => {
        setLacking(isLacking);
        if (isLacking) {
          tried();
          return;
        }
        approve
          .mutateAsync({ why: why.trim(), ...sent })
          .then(() => {
            announce(done);
            close();
          })
          // The dialog shows it.
          .catch(() => undefined)
          .finally(tried);
      }}
      close={close}
    >
      <Stack gap="sm">
        {words.map((line) => (
          <Text key={line} size="sm">
            {line}
          </Text>
        ))}
        <Textarea
          label={say("why")}
          description={say("whatYouLookedAt")}
          autosize
          minRows={2}
          maxLength={200}
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          error={lacking && isLacking ? say("sayWhy5") : undefined}
        />
      </Stack>
    </SignDecisionDialog>
  );
}
