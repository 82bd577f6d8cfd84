import { useState } from "react";
import type { Session, SignInStep } from "../../../../contract/index.ts";
import { isRefusal } from "../../../app/api.ts";
import { CodeStep } from "./CodeStep.tsx";
import { CredentialsStep } from "./CredentialsStep.tsx";
import { EnrolStep } from "./EnrolStep.tsx";
import { NewPasswordStep } from "./NewPasswordStep.tsx";

type Props = {
  readonly severalOrganisations: boolean;
  /** Signing in again: the name is known and stays. */
  readonly username?: string;
  /** Signing in again: the organisation's short name. */
  readonly organisation?: string;
  readonly onSignedIn: (session: Session) => void;
};

/** The way in: name and password, then what the server asks for next. */
export function SignInSteps({ severalOrganisations, username, organisation, onSignedIn }: Props) {
  const [next, setNext] = useState<SignInStep | undefined>(undefined);
  const [over, setOver] = useState<unknown>(undefined);

  /** A challenge that took too long leads back to the start, with the reason told there. */
  const startAgain = (error: unknown) => {
    if (!isRefusal(error, "session/challenge-over")) return;
    setOver(error);
    setNext(undefined);
  };
  const go = (step: SignInStep) => {
    setOver(undefined);
    setNext(step);
  };

  if (next === undefined)
    return (
      <CredentialsStep
        severalOrganisations={severalOrganisations}
        username={username}
        organisation={organisation}
        earlier={over}
        onStep={go}
      />
    );
  switch (next.step) {
    case "second-factor":
      return (
        <CodeStep
          challenge={next.challenge}
          onSignedIn={onSignedIn}
          onFailure={startAgain}
          back={() => setNext(undefined)}
        />
      );
    case "enrol":
      return <EnrolStep enrolment={next} onSignedIn={onSignedIn} onFailure={startAgain} />;
    case "new-password":
      return <NewPasswordStep challenge={next.challenge} onStep={go} onFailure={startAgain} />;
  }
}
