import type { LetterDraft } from "./letter-draft.ts";
import { useLetterhead } from "./use-letterhead.ts";
import classes from "./LetterPage.module.css";

type Props = { readonly patientId: string; readonly draft: LetterDraft; readonly text: string };

/** The letter's words as they go out, below the letterhead; the paper adds the logo, whom it is about, the date, and who signed. */
export function LetterPreview({ patientId, draft, text }: Props) {
  const head = useLetterhead(patientId);
  const address = [draft.name.trim(), draft.address.trim()].filter((part) => part !== "").join("\n");
  return (
    <section className={classes.preview} aria-label="The letter as it goes out">
      {head !== undefined && (
        <p className={classes.head}>
          <strong>{head.name}</strong>
          {head.lines.map((line) => `\n${line}`)}
        </p>
      )}
      <p className={classes.lines}>{address === "" ? "To whom it goes" : address}</p>
      <h2 className={classes.subject}>{draft.subject.trim() === "" ? "Subject" : draft.subject}</h2>
      <p className={classes.words}>
        {text === "" ? "What is written and ticked stands here, and nothing else goes out." : text}
      </p>
    </section>
  );
}
