import { Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Appraisal } from "../../../../contract/index.ts";
import { SignDecisionDialog } from "../../../app/signing/SignDecisionDialog.tsx";
import { announce } from "../../../ui/announce.ts";
import { datesIn } from "../../../ui/dates-in.ts";
import { stepText, whoseText } from "./appraisal-words.ts";
import { useApprove } from "./retention-calls.ts";
import { say } from "../words/index.ts";

/** The second person's word: signed, and then the record is gone. */
export function ApproveDialog({ appraisal, close }: { readonly appraisal: Appraisal; readonly close: () => void }) {
  const approve = useApprove();
  const [why, setWhy] = useState("");
  const [lacking, setLacking] = useState(false);
  const proposed = appraisal.steps.findLast(({ event }) => event === "propose");
  return (
    <SignDecisionDialog
      title={say("destroyTitle")}
      meaning="I approve this."
      action={say("signAndDestroy")}
      decide={approve}
      sign={(sent, tried) => {
        setLacking(why.trim().length < 5);
        if (why.trim().length < 5) {
          tried();
          return;
        }
        approve.mutate(
          { id: appraisal.id, why: why.trim(), ...sent },
          {
            onSuccess: () => {
              announce(say("destroyed"));
              close();
            },
            onSettled: tried,
          },
        );
      }}
      close={close}
    >
      <Stack gap="sm">
        <Text size="sm">
          {say("destroyWords", { whose: datesIn(whoseText(appraisal)), due: appraisal.due?.words ?? "" })}
        </Text>
        {proposed !== undefined && <Text size="sm">{stepText(proposed)}</Text>}
        <Textarea
          label={say("why")}
          description={say("whatYouLookedAt")}
          autosize
          minRows={2}
          maxLength={200}
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          error={lacking && why.trim().length < 5 ? say("sayWhy5") : undefined}
        />
      </Stack>
    </SignDecisionDialog>
  );
}
