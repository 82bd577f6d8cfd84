import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ClientRow } from "../../../../contract/index.ts";
import { RequestFailure } from "../../../app/api.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useAddClient } from "./client-calls.ts";
import { ScopeBuilder } from "./ScopeBuilder.tsx";

type Props = { readonly close: () => void; readonly onAdded: (client: ClientRow, secret: string) => void };

/** A program that may use the API on its own. */
export function AddClient({ close, onAdded }: Props) {
  useFocusBack();
  const add = useAddClient();
  const [name, setName] = useState("");
  const [scope, setScope] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { name: name.trim(), scope: scope.trim().replaceAll(/\s+/g, " ") },
      { onSuccess: (answer) => onAdded(answer.client, answer.secret) },
    );
  };
  const aboutScope = add.error instanceof RequestFailure && add.error.path === "scope" ? add.error.message : undefined;
  return (
    <Modal opened onClose={close} title="Add an API client" closeButtonProps={{ "aria-label": "Close" }} size="xl">
      <form onSubmit={submit}>
        <Stack gap="md">
          {add.error !== null && aboutScope === undefined && <ErrorNotice error={add.error} />}
          <TextInput
            label="Name"
            description="As it will stand in the ledger and in patients’ lists of who looked"
            data-autofocus
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ScopeBuilder value={scope} onChange={setScope} error={aboutScope} />
          <Group>
            <Button type="submit" loading={add.isPending} disabled={name.trim().length < 2 || scope.trim() === ""}>
              Add
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
