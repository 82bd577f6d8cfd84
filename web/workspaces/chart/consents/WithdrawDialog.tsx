import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import type { ConsentRow } from "../../../../contract/index.ts";
import { SignerFields } from "../../../app/signing/SignerFields.tsx";
import { useSigning } from "../../../app/signing/use-signing.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useWithdrawConsent } from "./consent-calls.ts";

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
          announce("The consent is withdrawn");
          close();
        },
        onSettled: signing.tried,
      },
    );
  };
  return (
    <Modal opened onClose={close} title="Withdraw this consent" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={go}>
        <Stack gap="md">
          {consent.sentences.map((sentence) => (
            <Text
              key={sentence}
              component="blockquote"
              m={0}
              pl="md"
              style={{ borderInlineStart: "3px solid var(--wb-line-strong)" }}
            >
              {sentence}
            </Text>
          ))}
          <Text>
            It stops to hold at once, for everybody. That it held, and until when, stays in the record. Only the
            patient, or whoever may decide for them, can ask for this.
          </Text>
          <SignerFields signing={signing} meaning="I witnessed that this was asked for." />
          {withdraw.error !== null && <ErrorNotice error={withdraw.error} />}
          <Group>
            <Button type="submit" loading={withdraw.isPending} disabled={!signing.ready}>
              Withdraw it
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
