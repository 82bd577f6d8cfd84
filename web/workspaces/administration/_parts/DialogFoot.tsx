import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { say } from "../words/index.ts";

type Props = {
  readonly save: { readonly error: Error | null; readonly isPending: boolean };
  /** Where the words are. */
  readonly where: string;
  readonly cancel: () => void;
  /** "Keep" without it. */
  readonly label?: string;
  /** What is said in place of the bare refusal. */
  readonly children?: ReactNode;
};

/** The end of a dialog's form: where its words are, what was refused, and the two ways out. */
export function DialogFoot({ save, where, cancel, label = say("keep"), children }: Props) {
  return (
    <>
      {children ?? (save.error !== null && <ErrorNotice error={save.error} />)}
      <Text size="sm" c="dimmed" role="status">
        {where}
      </Text>
      <Group>
        <Button type="submit" loading={save.isPending}>
          {label}
        </Button>
        <Button variant="subtle" onClick={cancel}>
          {say("cancel")}
        </Button>
      </Group>
    </>
  );
}
