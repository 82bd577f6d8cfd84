import { Button, Checkbox, Code, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { RecoveryRow } from "../../../../contract/index.ts";
import { SignerFields } from "../../../app/signing/SignerFields.tsx";
import { useSigning } from "../../../app/signing/use-signing.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { QrCode } from "../../../ui/QrCode.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import classes from "./ApproveRecoveryDialog.module.css";
import { useApproveRecovery } from "./recovery-calls.ts";

/** Approves somebody's recovery and shows this approver's half of the key, once. */
export function ApproveRecoveryDialog({ row, close }: { readonly row: RecoveryRow; readonly close: () => void }) {
  useFocusBack();
  const approve = useApproveRecovery();
  const signing = useSigning();
  const [known, setKnown] = useState(false);
  const name = row.person.displayName;
  const answer = approve.data;
  const link = answer === undefined ? "" : new URL(answer.link, window.location.origin).href;
  return (
    <Modal
      opened
      onClose={close}
      title={answer === undefined ? `Let ${name} back in` : `Your half of the key for ${name}`}
      size="lg"
      withCloseButton={answer === undefined}
      closeOnClickOutside={answer === undefined}
      closeOnEscape={answer === undefined}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {answer === undefined ? (
        <Stack gap="md">
          <Text>
            With your half and that of another approver, {name} makes a new passkey or password. Everything they signed
            in with before stops working, and their sessions end.
          </Text>
          {row.reason !== undefined && (
            <Text>
              Asked by {row.startedBy}: “{row.reason}”
            </Text>
          )}
          {approve.error !== null && <ErrorNotice error={approve.error} />}
          <Checkbox
            data-autofocus
            label={`I know ${name}, and ${name} is here with me.`}
            checked={known}
            onChange={(event) => setKnown(event.currentTarget.checked)}
          />
          <SignerFields signing={signing} meaning="I approve this." />
          <Group>
            <Button
              disabled={!known || !signing.ready}
              loading={approve.isPending}
              onClick={() => approve.mutate({ id: row.id, ...signing.sent }, { onSettled: signing.tried })}
            >
              Approve
            </Button>
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      ) : (
        <Stack gap="md">
          <Text>
            Hand this over yourself; it is shown only now. {name} opens the link of one of you and types the letters of
            the other.
          </Text>
          <div className={classes.half}>
            <QrCode text={link} label={`QR code with the recovery link for ${name}`} size={150} />
            <dl className={classes.parts}>
              <div>
                <dt>Link, for the first of you</dt>
                <dd>
                  <Code className={classes.value} translate="no">
                    {link}
                  </Code>
                  <CopyButton text={link} what="link" />
                </dd>
              </div>
              <div>
                <dt>Letters, for the second</dt>
                <dd>
                  <Code className={classes.letters} translate="no">
                    {answer.half}
                  </Code>
                  <CopyButton text={answer.half} what="letters" />
                </dd>
              </div>
            </dl>
          </div>
          <Group>
            <Button onClick={close}>I have handed it over</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
