import type { LetterDraft } from "./letter-draft.ts";
import classes from "./LetterPage.module.css";

/** The letter's words as they go out; the paper adds whom it is about, the date, and who signed. */
export function LetterPreview({ draft, text }: { readonly draft: LetterDraft; readonly text: string }) {
  const address = [draft.name.trim(), draft.address.trim()].filter((part) => part !== "").join("\n");
  return (
    <section className={classes.preview} aria-label="The letter as it goes out">
      <p className={classes.lines}>{address === "" ? "To whom it goes" : address}</p>
      <h2 className={classes.subject}>{draft.subject.trim() === "" ? "Subject" : draft.subject}</h2>
      <p className={classes.words}>
        {text === "" ? "What is written and ticked stands here, and nothing else goes out." : text}
      </p>
    </section>
  );
}
