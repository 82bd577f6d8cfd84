import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { PersonRow } from "../../../contract/index.ts";
import { announce } from "../../ui/announce.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { useStartRecovery } from "./_parts/recovery-calls.ts";
import { say } from "./words/index.ts";

type Props = {
  readonly person: Pick<PersonRow, "id" | "given" | "family">;
  readonly close: () => void;
  /** After it has begun, such as the way to the page on which it is approved. */
  readonly onStarted?: () => void;
};

/** Somebody lost their way in: begins what two people then have to approve. */
export function StartRecoveryDialog({ person, close, onStarted }: Props) {
  useFocusBack();
  const start = useStartRecovery();
  const [reason, setReason] = useState("");
  const name = `${person.given} ${person.family}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate(
      { personId: person.id, reason: reason.trim() },
      {
        onSuccess: () => {
          announce(say("recoveryBegun", { name }));
          close();
          onStarted?.();
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      title={say("recoverAccessOf", { name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>{say("recoverMeans", { name })}</Text>
          {start.error !== null && <ErrorNotice error={start.error} />}
          <Textarea
            label={say("whatHappened")}
            description={say("whatHappenedExample")}
            data-autofocus
            maxLength={300}
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={start.isPending} disabled={reason.trim().length < 3}>
              {say("beginRecovery")}
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
