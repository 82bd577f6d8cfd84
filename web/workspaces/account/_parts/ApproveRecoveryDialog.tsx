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
import { say } from "../words/index.ts";

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
      title={answer === undefined ? say("letBackIn", { name }) : say("yourHalf", { name })}
      size="lg"
      withCloseButton={answer === undefined}
      closeOnClickOutside={answer === undefined}
      closeOnEscape={answer === undefined}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {answer === undefined ? (
        <Stack gap="md">
          <Text>{say("letBackMeans", { name })}</Text>
          {row.reason !== undefined && <Text>{say("askedBy", { startedBy: row.startedBy, reason: row.reason })}</Text>}
          {approve.error !== null && <ErrorNotice error={approve.error} />}
          <Checkbox
            data-autofocus
            label={say("iKnow", { name })}
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
              {say("approve")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      ) : (
        <Stack gap="md">
          <Text>{say("handOver", { name })}</Text>
          <div className={classes.half}>
            <QrCode text={link} label={say("qrFor", { name })} size={150} />
            <dl className={classes.parts}>
              <div>
                <dt>{say("linkForFirst")}</dt>
                <dd>
                  <Code className={classes.value} translate="no">
                    {link}
                  </Code>
                  <CopyButton text={link} what="link" />
                </dd>
              </div>
              <div>
                <dt>{say("lettersForSecond")}</dt>
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
            <Button onClick={close}>{say("handedOver")}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
