import { Button, Group, Text } from "@mantine/core";
import { RequestFailure } from "../../../app/api/request-failure.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly label: string;
  readonly error: Error | null;
  readonly isPending: boolean;
  /** Fields that say their own refusal. */
  readonly ownFields: readonly string[];
};

/** The end of a form: sends it, and says where what was typed is. */
export function SendRow({ label, error, isPending, ownFields }: Props) {
  const isWaiting = isUnanswered(error);
  const isOfField = error instanceof RequestFailure && error.path !== undefined && ownFields.includes(error.path);
  return (
    <>
      {error !== null && !isWaiting && !isOfField && <ErrorNotice error={error} />}
      <Group mt="xs" gap="md">
        <Button type="submit" loading={isPending}>
          {label}
        </Button>
        <Text size="sm" role="status" c={isWaiting ? undefined : "dimmed"} fw={isWaiting ? 600 : undefined}>
          {isWaiting ? say("unanswered") : isPending ? say("sending") : say("notSent")}
        </Text>
      </Group>
    </>
  );
}
