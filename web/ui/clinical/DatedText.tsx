import classes from "./DatedText.module.css";

const date = /(\d{2}-[A-Z][a-z]{2}-\d{4}(?: \d{2}:\d{2})?)/;

/** A sentence whose dates never break across lines: half a date is misread. */
export function DatedText({ text }: { readonly text: string }) {
  return text.split(date).map((part, at) =>
    date.test(part) ? (
      <span key={at} className={classes.date}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}
