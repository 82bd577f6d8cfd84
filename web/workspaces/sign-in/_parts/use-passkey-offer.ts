import { useCallback, useEffect, useRef, useState } from "react";
import type { Session } from "../../../../contract/index.ts";
import { isRefusal } from "../../../app/api.ts";
import { endPasskeyOffer } from "../../../app/session/passkey.ts";
import { signInFromField } from "./sign-in-calls.ts";

/** The server forgets its question after five minutes. */
const renewEveryMilliseconds = 4 * 60_000;

/** Lets the browser list passkeys below the name field for as long as the page stands. */
export function usePasskeyOffer({
  offered,
  onSignedIn,
}: {
  readonly offered: boolean;
  readonly onSignedIn: (session: Session) => void;
}) {
  const [failure, setFailure] = useState<unknown>(undefined);
  const [round, setRound] = useState(0);
  const latest = useRef(onSignedIn);
  latest.current = onSignedIn;
  useEffect(() => {
    if (!offered) return undefined;
    let gone = false;
    const wait = async () => {
      try {
        const session = await signInFromField();
        if (session !== undefined && !gone) latest.current(session);
      } catch (error) {
        // An offer that nobody took up, or that the browser can't make, is no failure; a passkey that the server refused is.
        if (!gone && isRefusal(error, "session/wrong-passkey")) setFailure(error);
      }
    };
    void wait();
    const renew = window.setTimeout(() => setRound((last) => last + 1), renewEveryMilliseconds);
    return () => {
      gone = true;
      window.clearTimeout(renew);
      endPasskeyOffer();
    };
  }, [offered, round]);
  const again = useCallback(() => setRound((last) => last + 1), []);
  return { failure, again };
}
