import { Text } from "@mantine/core";
import type { KeptForm } from "../../people/_parts/use-kept-form.ts";

type Props = {
  readonly isTyped: boolean;
  readonly isWaiting: boolean;
  readonly kept: Pick<KeptForm<unknown>, "isRefused" | "isKept">;
};

/** Where the words of a message are that isn't sent. */
export function KeptLine({ isTyped, isWaiting, kept: { isRefused, isKept } }: Props) {
  const where = isRefused
    ? "This browser keeps nothing: it goes with the window."
    : isKept
      ? "Kept on this device."
      : "";
  const words = isWaiting
    ? `Not sent: the server doesn’t answer. It is sent again by itself. ${where}`
    : isTyped
      ? `Not sent yet. ${where}`
      : "";
  return (
    <Text size="sm" role="status" c={isWaiting ? undefined : "dimmed"} fw={isWaiting ? 600 : undefined}>
      {words}
    </Text>
  );
}
