import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Session } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";
import { RecoveryCodeField } from "./RecoveryCodeField.tsx";
import { SignInFailure } from "./SignInFailure.tsx";
import { confirmRecoveryCode } from "./sign-in-calls.ts";

type Props = {
  readonly challenge: string;
  readonly onSignedIn: (session: Session) => void;
  readonly onFailure: (error: unknown) => void;
};

/** In place of the authenticator: one of the codes that were kept for this day. */
export function RecoveryCodeStep({ challenge, onSignedIn, onFailure }: Props) {
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => confirmRecoveryCode(challenge, code.trim()),
    onSuccess: onSignedIn,
    onError: onFailure,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text>{say("typeRecoveryCode")}</Text>
        {confirm.error !== null && <SignInFailure error={confirm.error} passkeys={false} />}
        <RecoveryCodeField value={code} onChange={setCode} autoFocus />
        <Button type="submit" size="md" loading={confirm.isPending || confirm.isSuccess} disabled={code.trim() === ""}>
          {say("signIn")}
        </Button>
      </Stack>
    </form>
  );
}
