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
import { say } from "./words/index.ts";

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
        <Door title={say("setUp")} wide>
          <Stack gap="md">
            <Text>{say("nobodyYet")}</Text>
            {!linked && (
              <TextInput
                label={say("token")}
                description={say("tokenWhy")}
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
                  <span className={classes.name}>{say("createYours")}</span>
                  <span className={classes.words}>{say("createYoursHow")}</span>
                </UnstyledButton>
              </li>
              <li>
                <UnstyledButton
                  className={classes.way}
                  disabled={token === "" || explore.isPending}
                  onClick={() => explore.mutate(token)}
                >
                  <span className={classes.name}>{say("explore")}</span>
                  <span className={classes.words}>{say("exploreHow")}</span>
                </UnstyledButton>
              </li>
            </ul>
          </Stack>
        </Door>
      );
    case "organisation":
      return (
        <Door title={say("createYours")} wide>
          <OrganisationForm token={token} onStep={onStep} back={() => setStage({ kind: "choose" })} />
        </Door>
      );
    case "demonstration":
      return (
        <Door title={say("preparing")} wide>
          <DemonstrationProgressView again={() => explore.mutate(token)} />
        </Door>
      );
    case "enrol":
      return (
        <Door title={say("secureSignIn")} wide>
          <EnrolStep enrolment={stage.step} onSignedIn={enter} onFailure={() => undefined} />
        </Door>
      );
    case "codes":
      return (
        <Door title={say("keepCodes")} wide>
          <KeepCodes session={stage.session} done={goIn} />
        </Door>
      );
  }
}
