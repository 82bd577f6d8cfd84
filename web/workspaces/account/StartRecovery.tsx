import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { PersonRow } from "../../../contract/index.ts";
import { announce } from "../../ui/announce.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { useStartRecovery } from "./_parts/recovery-calls.ts";

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
          announce(`Recovery of ${name} begun`);
          close();
          onStarted?.();
        },
      },
    );
  };
  return (
    <Modal opened onClose={close} title={`Recover the access of ${name}`} closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>
            Two people approve it, and each hands {name} half of a key in person. Nobody alone can take {name}’s place,
            you included.
          </Text>
          {start.error !== null && <ErrorNotice error={start.error} />}
          <Textarea
            label="What happened"
            description="Stands in the ledger: such as “phone lost on the bus, known to me in person”"
            data-autofocus
            maxLength={300}
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={start.isPending} disabled={reason.trim().length < 3}>
              Begin the recovery
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
