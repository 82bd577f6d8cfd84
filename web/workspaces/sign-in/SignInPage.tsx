import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Session, SignInStep } from "../../../contract/index.ts";
import { openSession } from "../../app/session/session-store.ts";
import { useInstallation } from "../../app/session/use-passkeys.ts";
import { Door } from "../../ui/Door.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { DemonstrationDoor } from "./_parts/DemonstrationDoor.tsx";
import { KeepCodes } from "./_parts/KeepCodes.tsx";
import { needsCodes } from "./_parts/needs-codes.ts";
import { FederationProblem } from "./_parts/FederationProblem.tsx";
import { readFederationStep } from "./_parts/sign-in-calls.ts";
import { SignInSteps } from "./_parts/SignInSteps.tsx";
import { say } from "./words/index.ts";

/** The front door. */
export function SignInPage() {
  const { to, problem, step: waiting } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const router = useRouter();
  const [withPassword, setWithPassword] = useState(problem !== undefined || waiting !== undefined);
  const [step, setStep] = useState<SignInStep["step"] | undefined>(undefined);
  const [keeping, setKeeping] = useState<Session | undefined>(undefined);
  const state = useInstallation();
  const vouched = useQuery({
    queryKey: ["federation-step"],
    queryFn: readFederationStep,
    enabled: waiting === "federation",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const goIn = () => {
    if (to === undefined) void navigate({ to: "/", replace: true });
    // An app's question isn't a page of this app: the server answers it.
    else if (to.startsWith("/oauth/") && !to.startsWith("/oauth/consent")) window.location.assign(to);
    else router.history.replace(to);
  };
  const enter = (session: Session) => {
    openSession(session);
    if (needsCodes(session)) setKeeping(session);
    else goIn();
  };
  if (keeping !== undefined) {
    return (
      <Door title={say("keepCodes")} wide>
        <KeepCodes session={keeping} done={goIn} />
      </Door>
    );
  }
  if (state.error !== null) {
    return (
      <Door title={say("signIn")}>
        <ErrorNotice error={state.error} again={() => void state.refetch()} />
      </Door>
    );
  }
  if (state.data === undefined || vouched.isFetching) return <PageWait />;
  if (state.data.demonstration && !withPassword) {
    return (
      <Door title={say("welcome")} wide>
        <DemonstrationDoor onSignedIn={enter} />
        <Button variant="subtle" mt="lg" size="compact-md" onClick={() => setWithPassword(true)}>
          {say("withNameAndPassword")}
        </Button>
      </Door>
    );
  }
  return (
    <Door title={titleOf(step ?? vouched.data?.step)} wide={(step ?? vouched.data?.step) === "enrol"}>
      {(problem === "federation" || vouched.error !== null) && step === undefined && <FederationProblem />}
      <SignInSteps
        first={vouched.data}
        severalOrganisations={state.data.severalOrganisations}
        onSignedIn={enter}
        onStepChange={setStep}
      />
      {state.data.demonstration && step === undefined && (
        <Button variant="subtle" mt="lg" size="compact-md" px={0} onClick={() => setWithPassword(false)}>
          {say("backToDemonstration")}
        </Button>
      )}
    </Door>
  );
}

function titleOf(step: SignInStep["step"] | undefined): string {
  switch (step) {
    case undefined:
      return say("signIn");
    case "second-factor":
      return say("oneMoreStep");
    case "enrol":
      return say("secureSignIn");
    case "new-password":
      return say("makeItYours");
  }
}
