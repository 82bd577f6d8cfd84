import { Stack } from "@mantine/core";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { RequestFailure } from "../../../app/api.ts";

const failure = new RequestFailure("refused", 0, {
  code: "session/federation",
  message:
    "Your organisation’s provider could not sign you in here. Try again, or sign in another way; if it stays so, ask an administrator whether your account is linked.",
});

/** Back from the organisation's provider, without a session. */
export function FederationProblem() {
  return (
    <Stack mb="md">
      <ErrorNotice error={failure} />
    </Stack>
  );
}
