import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { installationState, type Session } from "../../../contract/index.ts";
import { api } from "../../app/api.ts";
import { openSession } from "../../app/session/session-store.ts";
import { Door } from "../../ui/Door.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { DemonstrationDoor } from "./_parts/DemonstrationDoor.tsx";
import { SignInSteps } from "./_parts/SignInSteps.tsx";

/** The front door. */
export function SignInPage() {
  const { to } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const router = useRouter();
  const [withPassword, setWithPassword] = useState(false);
  const state = useQuery({
    queryKey: ["state"],
    queryFn: ({ signal }) => api.get("/api/state", installationState, { signal }),
    staleTime: 0,
  });
  const enter = (session: Session) => {
    openSession(session);
    if (to === undefined) void navigate({ to: "/", replace: true });
    else router.history.replace(to);
  };
  if (state.error !== null) {
    return (
      <Door title="Sign in">
        <ErrorNotice error={state.error} again={() => void state.refetch()} />
      </Door>
    );
  }
  if (state.data === undefined) return <PageWait />;
  if (state.data.demonstration && !withPassword) {
    return (
      <Door title="Welcome" wide>
        <DemonstrationDoor onSignedIn={enter} />
        <Button variant="subtle" mt="lg" size="compact-md" onClick={() => setWithPassword(true)}>
          Sign in with a name and password
        </Button>
      </Door>
    );
  }
  return (
    <Door title="Sign in">
      <SignInSteps severalOrganisations={state.data.severalOrganisations} onSignedIn={enter} />
      {state.data.demonstration && (
        <Button variant="subtle" mt="lg" size="compact-md" onClick={() => setWithPassword(false)}>
          Back to the demonstration
        </Button>
      )}
    </Door>
  );
}
