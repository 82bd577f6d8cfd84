import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly title: string;
  /** What the person who is chosen will be. */
  readonly label: string;
  /** Whoever it is now. */
  readonly chosen: string | undefined;
  /** Words for choosing nobody; without them somebody must be chosen. */
  readonly nobody?: string;
  readonly people: {
    readonly data: { readonly people: readonly { readonly id: string; readonly name: string }[] } | undefined;
    readonly error: Error | null;
    refetch(): unknown;
  };
  readonly assign: { readonly error: Error | null; readonly isPending: boolean };
  /** Assigns to a person by id, or to nobody. */
  readonly onAssign: (person: string | null, done: () => void) => void;
  readonly close: () => void;
};

/** Gives something to one of several people. */
export function AssignDialog({ title, label, chosen, nobody, people, assign, onAssign, close }: Props) {
  useFocusBack();
  const [to, setTo] = useState(chosen ?? "");
  const done = () => {
    announce(say("assigned"));
    close();
  };
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ "aria-label": say("close") }}>
      <Stack gap="md">
        {people.error !== null && <ErrorNotice error={people.error} again={() => void people.refetch()} />}
        {people.data === undefined && people.error === null && <PageWait />}
        {people.data !== undefined && (
          <Radio.Group label={label} value={to} onChange={setTo}>
            <Stack gap="xs" mt={4}>
              {nobody !== undefined && <Radio value="" label={nobody} data-autofocus />}
              {people.data.people.map(({ id, name }) => (
                <Radio key={id} value={id} label={name} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {assign.error !== null && <ErrorNotice error={assign.error} />}
        <Group>
          <Button
            disabled={to === "" && nobody === undefined}
            loading={assign.isPending}
            onClick={() => onAssign(to === "" ? null : to, done)}
          >
            {say("assign")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
