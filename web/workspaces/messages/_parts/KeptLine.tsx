import { Text } from "@mantine/core";
import type { KeptForm } from "../../people/_parts/use-kept-form.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly isTyped: boolean;
  readonly isWaiting: boolean;
  readonly kept: Pick<KeptForm<unknown>, "isRefused" | "isKept">;
};

/** Where the words of a message are that isn't sent. */
export function KeptLine({ isTyped, isWaiting, kept: { isRefused, isKept } }: Props) {
  const where = isRefused ? say("keptNowhere") : isKept ? say("keptHere") : "";
  const words = isWaiting ? say("notSent", { where }) : isTyped ? say("notSentYet", { where }) : "";
  return (
    <Text size="sm" role="status" c={isWaiting ? undefined : "dimmed"} fw={isWaiting ? 600 : undefined}>
      {words}
    </Text>
  );
}
