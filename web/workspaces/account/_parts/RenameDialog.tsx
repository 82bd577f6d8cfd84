import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly title: string;
  readonly example: string;
  readonly value: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly save: (name: string) => void;
  readonly close: () => void;
};

/** Another name for something of one's own. */
export function RenameDialog({ title, example, value, busy, error, save, close }: Props) {
  useFocusBack();
  const [name, setName] = useState(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(name.trim());
  };
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {error !== null && error !== undefined && <ErrorNotice error={error} />}
          <TextInput
            label={say("name")}
            description={example}
            data-autofocus
            autoComplete="off"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={busy} disabled={name.trim() === ""}>
              {say("save")}
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
