import { Stack } from "@mantine/core";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { RequestFailure } from "../../../app/api.ts";
import { say } from "../words/index.ts";

const failure = new RequestFailure("refused", 0, {
  code: "session/federation",
  message: say("providerProblem"),
});

/** Back from the organisation's provider, without a session. */
export function FederationProblem() {
  return (
    <Stack mb="md">
      <ErrorNotice error={failure} />
    </Stack>
  );
}
