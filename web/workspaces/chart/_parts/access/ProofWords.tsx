import { inEnglish } from "../../../../language/index.ts";
import classes from "./ProofWords.module.css";
import { say } from "./words/index.ts";

const program = "wardbook-verify.ts";
const command = `node ${program} FILE --key KEY`;
/** What the program says, which speaks English. */
const answer = "“Complete up to”";

/** What the proof proves, and what it doesn't, in words for a person who isn't a cryptographer. */
export function ProofWords() {
  return (
    <details className={classes.words}>
      <summary>{say("whatProves")}</summary>
      <p>{say("provesEntry")}</p>
      <p>{say("provesWhole")}</p>
      <p>
        {say.rich("provesCheck", {
          command: (
            <code key="command" translate="no" dir="ltr">
              {command}
            </code>
          ),
          answer: (
            <bdi key="answer" {...inEnglish}>
              {answer}
            </bdi>
          ),
          program: (
            <code key="program" translate="no" dir="ltr">
              {program}
            </code>
          ),
        })}
      </p>
    </details>
  );
}
