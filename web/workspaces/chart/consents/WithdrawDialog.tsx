import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ConsentRow } from "../../../../contract/index.ts";
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
  const go = () =>
    withdraw.mutate(consent, {
      onSuccess: () => {
        announce("The consent is withdrawn");
        close();
      },
    });
  return (
    <Modal opened onClose={close} title="Withdraw this consent" closeButtonProps={{ "aria-label": "Close" }}>
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
          It stops to hold at once, for everybody. That it held, and until when, stays in the record. Only the patient,
          or whoever may decide for them, can ask for this.
        </Text>
        {withdraw.error !== null && <ErrorNotice error={withdraw.error} />}
        <Group>
          <Button loading={withdraw.isPending} onClick={go}>
            Withdraw it
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
