import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Session, SignInStep } from "../../../contract/index.ts";
import { openSession } from "../../app/session/session-store.ts";
import { Door } from "../../ui/Door.tsx";
import { AskForRecovery } from "./_parts/AskForRecovery.tsx";
import { KeepCodes } from "./_parts/KeepCodes.tsx";
import { needsCodes } from "./_parts/needs-codes.ts";
import { RecoveryTicketView } from "./_parts/RecoveryTicketView.tsx";
import { SignInSteps } from "./_parts/SignInSteps.tsx";
import { useTicket } from "./_parts/use-ticket.ts";
import { say } from "./words/index.ts";

type Stage =
  | { readonly kind: "start" }
  | { readonly kind: "steps"; readonly step: SignInStep }
  | { readonly kind: "codes"; readonly session: Session };

/** For whoever lost their way in: how to get it back, and the page that a recovery link opens. */
export function RecoverPage() {
  const ticket = useTicket();
  const navigate = useNavigate();
  const [stage, setStage] = useState<Stage>({ kind: "start" });
  const goIn = () => void navigate({ to: "/", replace: true });
  const enter = (session: Session) => {
    openSession(session);
    if (needsCodes(session)) setStage({ kind: "codes", session });
    else goIn();
  };
  switch (stage.kind) {
    case "start":
      return (
        <Door title={ticket === undefined ? say("cantSignIn") : say("getBackIn")} wide>
          {ticket === undefined ? (
            <AskForRecovery />
          ) : (
            <RecoveryTicketView key={ticket} ticket={ticket} onStep={(step) => setStage({ kind: "steps", step })} />
          )}
        </Door>
      );
    case "steps":
      return (
        <Door title={say("makeItYours")} wide>
          <SignInSteps severalOrganisations={false} first={stage.step} onSignedIn={enter} />
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
