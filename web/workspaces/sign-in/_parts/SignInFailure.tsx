import { IconHourglassHigh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { isRefusal } from "../../../app/api.ts";
import { timeText } from "../../../ui/dates.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { say } from "../words/index.ts";
import classes from "./SignInFailure.module.css";

/** Why somebody didn't get in. A pause after too many tries is no reproach: it says how long it lasts, and what still works. */
export function SignInFailure({ error, passkeys }: { readonly error: unknown; readonly passkeys: boolean }) {
  if (!isRefusal(error, "session/locked")) return <ErrorNotice error={error} />;
  return (
    <div role="alert" className={classes.pause}>
      <IconHourglassHigh size={20} stroke={1.7} aria-hidden className={classes.icon} />
      <div>
        <p className={classes.title}>{say("pause")}</p>
        <p className={classes.words}>{asSentence(error.message)}</p>
        {error.retryAt !== undefined && <Remaining until={error.retryAt} />}
        {passkeys && <p className={classes.words}>{say("passkeyPassesPause")}</p>}
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
  if (seconds === 0) return <p className={classes.words}>{say("pauseOver")}</p>;
  return (
    <p className={classes.words}>
      {say.rich("pauseUntil", {
        time: timeText(new Date(until).toISOString()),
        left: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
        // Ticking aloud every second would drown everything else.
        timer: (inside) => (
          <span key="timer" role="timer" aria-live="off" className={classes.time}>
            {inside}
          </span>
        ),
      })}
    </p>
  );
}
