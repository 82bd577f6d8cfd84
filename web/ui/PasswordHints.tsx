import { IconCheck, IconPoint } from "@tabler/icons-react";
import classes from "./PasswordHints.module.css";
import { passwordHints, type PasswordOwner, type PasswordProfile } from "./password-rules.ts";
import { say } from "./words/index.ts";

type Props = {
  readonly password: string;
  readonly owner?: PasswordOwner;
  /** The organisation's; `policy` where it isn't known yet. */
  readonly profile?: PasswordProfile;
};

/** The profile's rules, ticked off as the password grows. */
export function PasswordHints({ password, owner, profile }: Props) {
  return (
    <ul className={classes.hints} aria-label={say("passwordNeeds")}>
      {passwordHints(password, owner, profile).map((hint) => (
        <li key={hint.rule} data-met={hint.met || undefined}>
          {hint.met ? <IconCheck size={14} stroke={2.6} aria-hidden /> : <IconPoint size={14} aria-hidden />}
          {hint.rule}
          <span className="wb-visually-hidden">{hint.met ? say("hintDone") : say("hintMissing")}</span>
        </li>
      ))}
    </ul>
  );
}
