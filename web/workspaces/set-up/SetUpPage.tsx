import { Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Session, SignInStep } from "../../../contract/index.ts";
import { openSession } from "../../app/session/session-store.ts";
import { Door } from "../../ui/Door.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { EnrolStep } from "../sign-in/_parts/EnrolStep.tsx";
import { KeepCodes } from "../sign-in/_parts/KeepCodes.tsx";
import { needsCodes } from "../sign-in/_parts/needs-codes.ts";
import { DemonstrationProgressView } from "./_parts/DemonstrationProgressView.tsx";
import { OrganisationForm } from "./_parts/OrganisationForm.tsx";
import { startDemonstration } from "./_parts/set-up-calls.ts";
import { useToken } from "./_parts/use-token.ts";
import classes from "./SetUpPage.module.css";

type Stage =
  | { readonly kind: "choose" }
  | { readonly kind: "organisation" }
  | { readonly kind: "demonstration" }
  | { readonly kind: "enrol"; readonly step: Extract<SignInStep, { step: "enrol" }> }
  | { readonly kind: "codes"; readonly session: Session };

/** A new installation's first page: whose house shall this be? */
export function SetUpPage() {
  const [token, setToken] = useToken();
  const [linked] = useState(token !== "");
  const [stage, setStage] = useState<Stage>({ kind: "choose" });
  const navigate = useNavigate();
  const explore = useMutation({ mutationFn: startDemonstration, onSuccess: () => setStage({ kind: "demonstration" }) });
  const goIn = () => void navigate({ to: "/", replace: true });
  const enter = (session: Session) => {
    openSession(session);
    if (needsCodes(session)) setStage({ kind: "codes", session });
    else goIn();
  };
  const onStep = (step: SignInStep) => {
    // Set-up always leads to enrolment; should the server think otherwise, sign-in knows every step.
    if (step.step === "enrol") setStage({ kind: "enrol", step });
    else void navigate({ to: "/sign-in", replace: true });
  };
  switch (stage.kind) {
    case "choose":
      return (
        <Door title="Set up Wardbook" wide>
          <Stack gap="md">
            <Text>Nobody uses this installation yet. What shall it be?</Text>
            {!linked && (
              <TextInput
                label="Set-up token"
                description="The server prints a one-time link with this token when it starts. Open that link, or type the token here."
                size="md"
                autoComplete="off"
                spellCheck={false}
                value={token}
                onChange={(event) => setToken(event.currentTarget.value.trim())}
              />
            )}
            {explore.error !== null && <ErrorNotice error={explore.error} />}
            <ul className={classes.ways}>
              <li>
                <UnstyledButton
                  className={classes.way}
                  disabled={token === "" || explore.isPending}
                  onClick={() => setStage({ kind: "organisation" })}
                >
                  <span className={classes.name}>Create your organisation</span>
                  <span className={classes.words}>
                    Start with an empty house and yourself as its administrator. Takes two minutes, and a passkey or a
                    phone as second factor.
                  </span>
                </UnstyledButton>
              </li>
              <li>
                <UnstyledButton
                  className={classes.way}
                  disabled={token === "" || explore.isPending}
                  onClick={() => explore.mutate(token)}
                >
                  <span className={classes.name}>Explore the demonstration organisation</span>
                  <span className={classes.words}>
                    A physiotherapy clinic and a care home with invented patients and years of history, and a sign-in
                    for each kind of person. Takes about a minute.
                  </span>
                </UnstyledButton>
              </li>
            </ul>
          </Stack>
        </Door>
      );
    case "organisation":
      return (
        <Door title="Create your organisation" wide>
          <OrganisationForm token={token} onStep={onStep} back={() => setStage({ kind: "choose" })} />
        </Door>
      );
    case "demonstration":
      return (
        <Door title="Preparing the demonstration" wide>
          <DemonstrationProgressView again={() => explore.mutate(token)} />
        </Door>
      );
    case "enrol":
      return (
        <Door title="Secure your sign-in" wide>
          <EnrolStep enrolment={stage.step} onSignedIn={enter} onFailure={() => undefined} />
        </Door>
      );
    case "codes":
      return (
        <Door title="Keep your recovery codes" wide>
          <KeepCodes session={stage.session} done={goIn} />
        </Door>
      );
  }
}
