import { IconCheck, IconPoint } from "@tabler/icons-react";
import classes from "./PasswordHints.module.css";
import { type PasswordOwner, passwordHints } from "./password-rules.ts";

/** The policy, ticked off as the password grows. */
export function PasswordHints({ password, owner }: { readonly password: string; readonly owner?: PasswordOwner }) {
  return (
    <ul className={classes.hints} aria-label="What the password needs">
      {passwordHints(password, owner).map((hint) => (
        <li key={hint.rule} data-met={hint.met || undefined}>
          {hint.met ? <IconCheck size={14} stroke={2.6} aria-hidden /> : <IconPoint size={14} aria-hidden />}
          {hint.rule}
          <span className="wb-visually-hidden">{hint.met ? ": done" : ": still missing"}</span>
        </li>
      ))}
    </ul>
  );
}
