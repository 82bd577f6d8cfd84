import classes from "./DatedText.module.css";

/** With the marks that keep it in order in a line from the right. */
const date = /(\u2067?\d{2}-[^\s\d-]+-\d{4}(?: \d{2}:\d{2})?\u2069?)/;

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
