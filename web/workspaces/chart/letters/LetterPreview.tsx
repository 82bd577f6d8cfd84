import type { LetterDraft } from "./letter-draft.ts";
import { useLetterhead } from "./use-letterhead.ts";
import classes from "./LetterPage.module.css";
import { say } from "../_parts/notes/words/index.ts";

type Props = { readonly patientId: string; readonly draft: LetterDraft; readonly text: string };

/** The letter's words as they go out, below the letterhead; the paper adds the logo, whom it is about, the date, and who signed. */
export function LetterPreview({ patientId, draft, text }: Props) {
  const head = useLetterhead(patientId);
  const address = [draft.name.trim(), draft.address.trim()].filter((part) => part !== "").join("\n");
  return (
    <section className={classes.preview} aria-label={say("letterAsItGoes")}>
      {head !== undefined && (
        <p className={classes.head} dir="auto">
          <strong>{head.name}</strong>
          {head.lines.map((line) => `\n${line}`)}
        </p>
      )}
      <p className={classes.lines} dir="auto">
        {address === "" ? say("toWhomItGoes") : address}
      </p>
      <h2 className={classes.subject} dir="auto">
        {draft.subject.trim() === "" ? say("subject") : draft.subject}
      </h2>
      <p className={classes.words} dir="auto">
        {text === "" ? say("whatIsWrittenStands") : text}
      </p>
    </section>
  );
}
