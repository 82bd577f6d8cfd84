import { Button, Group, Stack, Text } from "@mantine/core";
import type { Session } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { CodeField } from "./CodeField.tsx";
import { useCode } from "./use-code.ts";

type Props = {
  readonly challenge: string;
  readonly onSignedIn: (session: Session) => void;
  readonly onFailure: (error: unknown) => void;
  readonly back: () => void;
};

/** Second factor. */
export function CodeStep({ challenge, onSignedIn, onFailure, back }: Props) {
  const code = useCode(challenge, { onSignedIn, onFailure });
  return (
    <Stack gap="md">
      <Text>Open the authenticator app on your phone and type the code it shows for Wardbook.</Text>
      {code.error !== null && <ErrorNotice error={code.error} />}
      <CodeField
        label="Six-digit code"
        value={code.digits}
        onChange={code.change}
        disabled={code.pending}
        fieldRef={code.field}
      />
      <Group gap="sm" mih={30}>
        {code.pending || code.done ? (
          <Text role="status" c="dimmed" size="sm">
            Signing in…
          </Text>
        ) : (
          <Button variant="subtle" size="compact-sm" onClick={back}>
            Use another name
          </Button>
        )}
      </Group>
    </Stack>
  );
}
