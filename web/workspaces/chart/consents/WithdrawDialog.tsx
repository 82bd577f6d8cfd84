import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import type { ConsentRow } from "../../../../contract/index.ts";
import { SignerFields } from "../../../app/signing/SignerFields.tsx";
import { useSigning } from "../../../app/signing/use-signing.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useWithdrawConsent } from "./consent-calls.ts";
import { inEnglish } from "../../../language/index.ts";
import { say } from "./words/index.ts";

/** Asks before a consent stops to hold, with its own words. */
export function WithdrawDialog({
  patientId,
  consent,
  close,
}: {
  readonly patientId: string;
  readonly consent: ConsentRow;
  readonly close: () => void;
}) {
  useFocusBack();
  const withdraw = useWithdrawConsent(patientId);
  const signing = useSigning();
  const go = (event: FormEvent) => {
    event.preventDefault();
    const { id, version } = consent;
    withdraw.mutate(
      { id, version, ...signing.sent },
      {
        onSuccess: () => {
          announce(say("isWithdrawn"));
          close();
        },
        onSettled: signing.tried,
      },
    );
  };
  return (
    <Modal opened onClose={close} title={say("withdrawThis")} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={go}>
        <Stack gap="md">
          {consent.sentences.map((sentence) => (
            <Text
              key={sentence}
              component="blockquote"
              m={0}
              ps="md"
              style={{ borderInlineStart: "3px solid var(--wb-line-strong)" }}
            >
              <bdi {...inEnglish}>{sentence}</bdi>
            </Text>
          ))}
          <Text>{say("stopsAtOnce")}</Text>
          <SignerFields signing={signing} meaning="I witnessed that this was asked for." />
          {withdraw.error !== null && <ErrorNotice error={withdraw.error} />}
          <Group>
            <Button type="submit" loading={withdraw.isPending} disabled={!signing.ready}>
              {say("withdrawIt")}
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
