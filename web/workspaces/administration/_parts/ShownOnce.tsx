import { Button, Code, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import classes from "./ShownOnce.module.css";
import { say } from "./words/index.ts";

type Props = {
  readonly title: string;
  readonly children: ReactNode;
  readonly secrets: readonly { readonly label: string; readonly value: string }[];
  readonly close: () => void;
};

/** A secret that can't be shown again: only its button closes the dialog. */
export function ShownOnce({ title, children, secrets, close }: Props) {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
    >
      <Stack gap="md">
        <Text component="div">{children}</Text>
        {secrets.map(({ label, value }) => (
          <div key={label}>
            <Text size="sm" c="dimmed" mb={2}>
              {label}
            </Text>
            <Group gap="xs" wrap="nowrap" align="start">
              <Code className={classes.value} translate="no">
                {value}
              </Code>
              <CopyButton text={value} what={label} />
            </Group>
          </div>
        ))}
        <Group>
          <Button onClick={close}>{say("passedOn")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
