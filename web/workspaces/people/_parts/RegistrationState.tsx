import { Text } from "@mantine/core";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";

/** Where the words of the form are: on the device, or nowhere but here. */
export function RegistrationState({
  isTyped,
  kept: { isRefused, isKept },
  error,
}: {
  readonly isTyped: boolean;
  readonly kept: { readonly isRefused: boolean; readonly isKept: boolean };
  readonly error: unknown;
}) {
  const where = isRefused
    ? "This browser keeps nothing: it goes with the window."
    : isKept
      ? "What you typed is kept on this device."
      : "";
  const isWaiting = isUnanswered(error);
  return (
    <Text size="sm" role="status" c={isWaiting ? undefined : "dimmed"} fw={isWaiting ? 600 : undefined}>
      {isWaiting
        ? `Not registered: the server doesn’t answer. It is sent again by itself. ${where}`
        : isTyped
          ? `Not registered yet. ${where}`
          : ""}
    </Text>
  );
}
