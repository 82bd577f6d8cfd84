import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import type { SignLetterRequest } from "../../../../contract/index.ts";
import { isRefusal } from "../../../app/api.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { SignerFields } from "../../../app/signing/SignerFields.tsx";
import { useSigning } from "../../../app/signing/use-signing.ts";
import { formatDate } from "../../../ui/clinical/dates.ts";
import { formatName } from "../../../ui/clinical/names.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { usePatient } from "../_parts/record/use-record.ts";
import { useSignLetter } from "./letter-calls.ts";
import { say } from "../_parts/notes/words/index.ts";

type Props = {
  readonly letter: SignLetterRequest;
  readonly isOrder: boolean;
  readonly preview: ReactNode;
  readonly close: () => void;
  readonly signed: (documentId: string) => void;
  /** Other words were signed under its number: from now on it is a letter of its own. */
  readonly asAnother: () => void;
};

/** Shows exactly what is signed, about whom and by whom, before it asks for what the signature takes. */
export function SignLetterDialog({ letter, isOrder, preview, close, signed, asAnother }: Props) {
  useFocusBack();
  const { permissions = [] } = useSession();
  const patient = usePatient({ patientId: letter.patientId }).data;
  const signing = useSigning();
  const sign = useSignLetter(letter.patientId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!signing.ready || sign.isPending) return;
    sign.mutate(
      { letter: { ...letter, ...signing.sent }, isOrder },
      {
        onSuccess: signed,
        onError: (error) => {
          if (isRefusal(error, "draft/already-signed")) asAnother();
        },
        onSettled: () => signing.tried(),
      },
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{say("signThisLetter")}</b>}
      size="xl"
      closeOnEscape={!sign.isPending}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{say("aboutBorn", { name: formatName(patient?.name), day: formatDate(patient?.birthDate) })}</Text>
          {preview}
          <SignerFields signing={signing} meaning="I am the author and this letter is complete." />
          <Text size="sm" c="dimmed">
            {permissions.includes("notes.supervised") ? say("letterLockedSupervised") : say("letterLocked")}
          </Text>
          {sign.error !== null && <ErrorNotice error={sign.error} />}
          <Group justify="end" gap="xs">
            <Button variant="default" onClick={close} disabled={sign.isPending}>
              {say("notYet")}
            </Button>
            <Button type="submit" loading={sign.isPending} disabled={!signing.ready} data-autofocus>
              {say("sign")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
