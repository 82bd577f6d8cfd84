import { Text } from "@mantine/core";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import { say } from "../words/index.ts";

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
  const where = isRefused ? say("keepsNothing") : isKept ? say("isKept") : "";
  const isWaiting = isUnanswered(error);
  return (
    <Text size="sm" role="status" c={isWaiting ? undefined : "dimmed"} fw={isWaiting ? 600 : undefined}>
      {isWaiting ? say("notRegistered", { where }) : isTyped ? say("notRegisteredYet", { where }) : ""}
    </Text>
  );
}
