import { Text } from "@mantine/core";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import type { KeptForm } from "../../people/_parts/use-kept-form.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly mutation: { readonly error: Error | null; readonly isPending: boolean };
  readonly isTyped: boolean;
  readonly kept: Pick<KeptForm<unknown>, "isKept" | "isRefused">;
};

/** Where what was typed is: on the device, on its way, or nowhere but here. */
export function KeptLine({ mutation, isTyped, kept: { isKept, isRefused } }: Props) {
  const isLost = isUnanswered(mutation.error);
  const words = mutation.isPending
    ? say("sending")
    : isLost
      ? say("notDoneUnanswered")
      : !isTyped
        ? ""
        : isRefused
          ? say("notDoneRefused")
          : isKept
            ? say("notDoneKept")
            : say("notDone");
  return (
    <Text size="sm" c={isLost ? undefined : "dimmed"} fw={isLost ? 600 : undefined} role="status">
      {words}
    </Text>
  );
}
