import classes from "./NoteReader.module.css";

const heading = /^[A-Z][^.:]{1,48}:\s*$/;

/** Plain text as it was written; a line that ends in a colon stands out as the heading that it is. */
export function NoteText({ text }: { readonly text: string }) {
  return (
    <div className={classes.text} dir="auto">
      {text.split("\n").map((line, at) => (
        <span key={at} className={heading.test(line) ? classes.heading : undefined}>
          {line}
          {"\n"}
        </span>
      ))}
    </div>
  );
}
