import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { ConsentRow } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { later } from "../../../ui/later.tsx";
import { ownWords as words } from "./consent-page-words.ts";
import { useTakeBack } from "./own-consent-calls.ts";

const SignDecisionDialog = later(
  async () => (await import("../../../app/signing/SignDecisionDialog.tsx")).SignDecisionDialog,
);

type Props = { readonly patientId: string; readonly consent: ConsentRow };

/** Ends what the patient decided by themselves. */
export function TakeBack({ patientId, consent: { id, version, sentences } }: Props) {
  const takeBack = useTakeBack(patientId);
  const [signing, setSigning] = useState(false);
  const close = () => {
    takeBack.reset();
    setSigning(false);
  };
  return (
    <>
      <Button
        variant="default"
        size="sm"
        h={44}
        aria-label={`${words.takeBack}: ${sentences.join(" ")}`}
        onClick={() => setSigning(true)}
      >
        {words.takeBack}
      </Button>
      {signing && (
        <SignDecisionDialog
          title={words.takeBackTitle}
          meaning={words.meaning}
          action={words.takeBackSign}
          decide={takeBack}
          close={close}
          sign={(sent, tried) =>
            takeBack.mutate(
              { id, version, ...sent },
              {
                onSuccess: () => {
                  announce(words.takenBack);
                  close();
                },
                onSettled: tried,
              },
            )
          }
        >
          {sentences.map((sentence) => (
            <Text key={sentence} fw={600}>
              {sentence}
            </Text>
          ))}
          <Text mt="xs">{words.takeBackAbout}</Text>
        </SignDecisionDialog>
      )}
    </>
  );
}
