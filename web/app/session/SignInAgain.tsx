import { Button, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Session } from "../../../contract/index.ts";
import { DemonstrationReturn } from "../../workspaces/sign-in/_parts/DemonstrationReturn.tsx";
import { SignInSteps } from "../../workspaces/sign-in/_parts/SignInSteps.tsx";
import { queryClient } from "../query-client.ts";
import { say } from "../words/index.ts";
import { refreshSession, takeNewSession } from "./enter-app.ts";
import { sessionStore } from "./session-store.ts";

/** The way back in, over the veiled page. Anybody else gets a fresh page instead. */
export function SignInAgain({ username }: { readonly username: string }) {
  const session = sessionStore.current().session;
  // Another window may be signed in again already.
  useQuery({ queryKey: ["session-again"], queryFn: refreshSession, refetchInterval: 5000, gcTime: 0, retry: false });
  const enter = (next: Session) => {
    if (next.person.id !== session?.person.id) {
      window.location.assign("/");
      return;
    }
    takeNewSession(next);
    void queryClient.invalidateQueries({ predicate: (query) => query.state.status === "error" });
  };
  return (
    <Stack gap="sm">
      <Title order={2} id="session-over">
        {say("signInToGoOn")}
      </Title>
      <Text>{say("sessionEnded")}</Text>
      {session?.organisation.demonstration === true ? (
        <DemonstrationReturn personId={session.person.id} name={session.person.displayName} onSignedIn={enter} />
      ) : (
        <SignInSteps
          severalOrganisations={false}
          organisation={session?.organisation.shortName}
          username={username}
          onSignedIn={enter}
        />
      )}
      <Button variant="subtle" size="compact-sm" onClick={() => window.location.assign("/sign-in")}>
        {say("leave")}
      </Button>
    </Stack>
  );
}
