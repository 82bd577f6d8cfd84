import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Session } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { say } from "../words/index.ts";
import { signInAsDemonstrationPerson } from "./sign-in-calls.ts";

type Props = { readonly personId: string; readonly name: string; readonly onSignedIn: (session: Session) => void };

/** Back into the demonstration as the same person, who has no password. */
export function DemonstrationReturn({ personId, name, onSignedIn }: Props) {
  const enter = useMutation({ mutationFn: () => signInAsDemonstrationPerson(personId), onSuccess: onSignedIn });
  return (
    <Stack gap="sm">
      {enter.error !== null && <ErrorNotice error={enter.error} />}
      <Button autoFocus loading={enter.isPending} onClick={() => enter.mutate()}>
        {say("goOnAs", { name })}
      </Button>
    </Stack>
  );
}
