import { lazy, Suspense, useState } from "react";
import type { Session, SignInStep } from "../../../../contract/index.ts";
import { isRefusal } from "../../../app/api.ts";
import { PageWait } from "../../../ui/PageWait.tsx";
import { CredentialsStep } from "./CredentialsStep.tsx";
import { SecondFactorStep } from "./SecondFactorStep.tsx";

// Most people never see these: the first screen doesn't wait for them.
const EnrolStep = lazy(async () => ({ default: (await import("./EnrolStep.tsx")).EnrolStep }));
const NewWayStep = lazy(async () => ({ default: (await import("./NewWayStep.tsx")).NewWayStep }));

type Props = {
  readonly severalOrganisations: boolean;
  /** Signing in again: the name is known and stays. */
  readonly username?: string;
  /** Signing in again: the organisation's short name. */
  readonly organisation?: string;
  /** Where the steps begin; with name and password where nothing is said. */
  readonly first?: SignInStep;
  readonly onSignedIn: (session: Session) => void;
  /** Tells which step is shown, for the page's heading. */
  readonly onStepChange?: (step: SignInStep["step"] | undefined) => void;
};

/** The way in: a passkey, or name and password, then what the server asks for next. */
export function SignInSteps({ severalOrganisations, username, organisation, first, onSignedIn, onStepChange }: Props) {
  const [next, setNext] = useState<SignInStep | undefined>(first);
  const [over, setOver] = useState<unknown>(undefined);

  const show = (step: SignInStep | undefined) => {
    setNext(step);
    onStepChange?.(step?.step);
  };
  /** A challenge that took too long leads back to the start, with the reason told there. */
  const startAgain = (error: unknown) => {
    if (!isRefusal(error, "session/challenge-over")) return;
    setOver(error);
    show(undefined);
  };
  const go = (step: SignInStep) => {
    setOver(undefined);
    show(step);
  };

  if (next === undefined)
    return (
      <CredentialsStep
        severalOrganisations={severalOrganisations}
        username={username}
        organisation={organisation}
        earlier={over}
        onStep={go}
        onSignedIn={onSignedIn}
      />
    );
  switch (next.step) {
    case "second-factor":
      return (
        <SecondFactorStep step={next} onSignedIn={onSignedIn} onFailure={startAgain} back={() => show(undefined)} />
      );
    case "enrol":
      return (
        <Suspense fallback={<PageWait />}>
          <EnrolStep enrolment={next} onSignedIn={onSignedIn} onFailure={startAgain} />
        </Suspense>
      );
    case "new-password":
      return (
        <Suspense fallback={<PageWait />}>
          <NewWayStep step={next} onStep={go} onSignedIn={onSignedIn} onFailure={startAgain} />
        </Suspense>
      );
  }
}
