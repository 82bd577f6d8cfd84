import { Button, Group, Text } from "@mantine/core";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { say } from "./words/index.ts";

type Props = {
  readonly save: { readonly error: Error | null; readonly isPending: boolean; readonly isSuccess: boolean };
  readonly changed: boolean;
  readonly undo: () => void;
};

/** The end of a form of settings: keeps what was changed, or takes it back. */
export function SaveRow({ save, changed, undo }: Props) {
  return (
    <>
      {save.error !== null && <ErrorNotice error={save.error} />}
      <Group mt="sm">
        <Button type="submit" loading={save.isPending} disabled={!changed}>
          {say("save")}
        </Button>
        {changed && (
          <Button variant="subtle" onClick={undo}>
            {say("undo")}
          </Button>
        )}
        {!changed && save.isSuccess && (
          <Text size="sm" c="dimmed">
            {say("keptStop")}
          </Text>
        )}
      </Group>
    </>
  );
}
