import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import type { PrivacyNotice } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useAcknowledge } from "./notice-calls.ts";
import { answerFault, type NoticeAnswer, NoticeFields } from "./NoticeFields.tsx";
import { say } from "../../words/index.ts";

type Props = { readonly patientId: string; readonly notice: PrivacyNotice; readonly close: () => void };

/** For a patient who is registered: shows the notice and writes down that they were given it. */
export function NoticeDialog({ patientId, notice, close }: Props) {
  useFocusBack();
  const [answer, setAnswer] = useState<NoticeAnswer>({ way: "signed", signature: undefined });
  const [isTried, setTried] = useState(false);
  const acknowledge = useAcknowledge(patientId);
  const fault = answerFault(answer);
  const send = () => {
    setTried(true);
    if (fault !== undefined) return;
    const signature = answer.way === "signed" ? answer.signature : undefined;
    acknowledge.mutate(
      { version: notice.version, signature },
      {
        onSuccess: () => {
          announce(say("writtenDown"));
          close();
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      title={say("privacyNotice")}
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        <NoticeFields
          notice={notice}
          answer={answer}
          change={setAnswer}
          error={isTried ? fault : undefined}
          mayWait={false}
        />
        {acknowledge.error !== null && <ErrorNotice error={acknowledge.error} />}
        <Group>
          <Button onClick={send} loading={acknowledge.isPending}>
            {say("writeItDown")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("later")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
