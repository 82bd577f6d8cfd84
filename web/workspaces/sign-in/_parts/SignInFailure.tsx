import { IconHourglassHigh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { isRefusal } from "../../../app/api.ts";
import { timeText } from "../../../ui/dates.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import classes from "./SignInFailure.module.css";

/** Why somebody didn't get in. A pause after too many tries is no reproach: it says how long it lasts, and what still works. */
export function SignInFailure({ error, passkeys }: { readonly error: unknown; readonly passkeys: boolean }) {
  if (!isRefusal(error, "session/locked")) return <ErrorNotice error={error} />;
  return (
    <div role="alert" className={classes.pause}>
      <IconHourglassHigh size={20} stroke={1.7} aria-hidden className={classes.icon} />
      <div>
        <p className={classes.title}>A pause, to keep guessers out</p>
        <p className={classes.words}>{asSentence(error.message)}</p>
        {error.retryAt !== undefined && <Remaining until={error.retryAt} />}
        {passkeys && <p className={classes.words}>A passkey lets you in straight away: no pause holds it up.</p>}
      </div>
    </div>
  );
}

function Remaining({ until }: { readonly until: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  if (seconds === 0) return <p className={classes.words}>It is over: try again.</p>;
  return (
    <p className={classes.words}>
      Until {timeText(new Date(until).toISOString())}, in{" "}
      {/* Ticking aloud every second would drown everything else. */}
      <span role="timer" aria-live="off" className={classes.time}>
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
      </span>
    </p>
  );
}
