import { Button, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { IconFingerprint } from "@tabler/icons-react";
import type { StepUpRequest } from "../../../contract/index.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Or } from "../../workspaces/sign-in/_parts/Or.tsx";
import { isAbort } from "../api.ts";
import { say } from "../words/index.ts";
import { takeNewSession } from "./enter-app.ts";
import { PasswordAndCode } from "./PasswordAndCode.tsx";
import { proveAgain, proveWithPasskey, readStepUpOptions } from "./step-up-calls.ts";
import { steppedUp } from "./step-up-store.ts";
import { usePasskeys } from "./use-passkeys.ts";

/** One touch, or password and code. */
export function StepUpWays() {
  const passkeys = usePasskeys();
  const options = useQuery({
    queryKey: ["step-up-options"],
    queryFn: readStepUpOptions,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const prove = useMutation({
    mutationFn: (proof: StepUpRequest | "passkey") => (proof === "passkey" ? proveWithPasskey() : proveAgain(proof)),
    onSuccess: (session) => {
      takeNewSession(session);
      // Whatever the server thinks of the proof: it is asked again, and says so.
      steppedUp();
    },
  });
  if (options.error !== null) return <ErrorNotice error={options.error} again={() => void options.refetch()} />;
  if (options.data === undefined) return <PageWait />;
  const { methods } = options.data;
  const touch = methods.includes("passkey") && passkeys;
  const typed = methods.includes("password-and-code");
  return (
    <Stack gap="md">
      {prove.error !== null && !isAbort(prove.error) && <ErrorNotice error={prove.error} />}
      {touch && (
        <Button
          size="md"
          autoFocus
          leftSection={<IconFingerprint size={20} stroke={1.8} aria-hidden />}
          loading={prove.isPending && prove.variables === "passkey"}
          onClick={() => prove.mutate("passkey")}
        >
          {say("usePasskey")}
        </Button>
      )}
      {touch && typed && <Or />}
      {typed && (
        <PasswordAndCode
          first={!touch}
          busy={prove.isPending && prove.variables !== "passkey"}
          failed={prove.error}
          prove={(password, code) => prove.mutate({ method: "password-and-code", password, code })}
        />
      )}
      {methods.includes("confirm") && (
        <Button autoFocus loading={prove.isPending} onClick={() => prove.mutate({ method: "confirm" })}>
          {say("yesItIsMe")}
        </Button>
      )}
    </Stack>
  );
}
