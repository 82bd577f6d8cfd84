import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconFingerprint } from "@tabler/icons-react";
import type { Session } from "../../../../contract/index.ts";
import { isAbort } from "../../../app/api.ts";
import { say } from "../words/index.ts";
import { signInWithPasskey } from "./sign-in-calls.ts";

type Props = {
  readonly autoFocus?: boolean;
  readonly onSignedIn: (session: Session) => void;
  readonly onFailure: (error: unknown) => void;
};

/** Signs in with one touch: the passkey says who it is and proves it. */
export function PasskeyButton({ autoFocus = false, onSignedIn, onFailure }: Props) {
  const enter = useMutation({
    mutationFn: signInWithPasskey,
    onSuccess: onSignedIn,
    onError: (error) => {
      if (!isAbort(error)) onFailure(error);
    },
  });
  return (
    <Button
      size="md"
      autoFocus={autoFocus}
      leftSection={<IconFingerprint size={20} stroke={1.8} aria-hidden />}
      loading={enter.isPending || enter.isSuccess}
      onClick={() => enter.mutate()}
    >
      {say("withPasskey")}
    </Button>
  );
}
