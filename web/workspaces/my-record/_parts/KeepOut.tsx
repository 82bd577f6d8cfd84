import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { OwnConsentRequest } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { listed } from "../../../ui/clinical/timing.ts";
import { later } from "../../../ui/later.tsx";
import { ownWords as words } from "./consent-page-words.ts";
import classes from "./my-record.module.css";
import { useKeepOut } from "./own-consent-calls.ts";
import { plainDay } from "./plain-date.ts";
import { type Wish, lastDayOf } from "./wish.ts";

const SignDecisionDialog = later(
  async () => (await import("../../../app/signing/SignDecisionDialog.tsx")).SignDecisionDialog,
);

type Props = {
  readonly patientId: string;
  readonly wish: Wish;
  readonly consent: OwnConsentRequest;
  /** What others would see of it was looked at. */
  readonly looked: boolean;
  readonly saved: () => void;
};

/** Saves what was tried out, signed by the patient. What was chosen stays until it is saved. */
export function KeepOut({ patientId, wish, consent, looked, saved }: Props) {
  const keep = useKeepOut(patientId);
  const [signing, setSigning] = useState(false);
  const close = () => {
    keep.reset();
    setSigning(false);
  };
  const names = listed(wish.who.map(({ name, party }) => (party.kind === "role" ? words.roleIn(name) : name)));
  return (
    <Stack gap="sm">
      <p className={classes.heed}>{looked ? words.about : words.lookFirst}</p>
      <p className={classes.heed}>{words.emergency}</p>
      {looked && (
        <div>
          <Button size="md" onClick={() => setSigning(true)}>
            {words.save}
          </Button>
        </div>
      )}
      {signing && (
        <SignDecisionDialog
          title={words.saveTitle}
          meaning={words.meaning}
          action={words.sign}
          decide={keep}
          close={close}
          sign={(sent, tried) =>
            keep.mutate(
              { ...consent, ...sent },
              {
                onSuccess: () => {
                  announce(words.saved);
                  close();
                  saved();
                },
                onSettled: tried,
              },
            )
          }
        >
          <Text fw={600}>
            {words.saveSentence(names, listed(wish.labels.map(({ label }) => label)), plainDay(lastDayOf(wish)))}
          </Text>
          <Text mt="xs">{words.emergency}</Text>
        </SignDecisionDialog>
      )}
    </Stack>
  );
}
