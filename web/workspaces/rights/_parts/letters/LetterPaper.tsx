import type { RightsLetterPreview } from "../../../../../contract/index.ts";
import classes from "./letters.module.css";

/** How a letter will read. */
export function LetterPaper({ preview: { title, blocks, unset } }: { readonly preview: RightsLetterPreview }) {
  return (
    <>
      {unset.length > 0 && (
        <p role="note">
          The PDF has no type for {unset.map(({ script, signs }) => `${script} (${signs})`).join(", ")}: it says so, and
          marks in brackets where these signs would stand. Write the name as its bearer spells it in another script, or
          send the letter otherwise.
        </p>
      )}
      <article className={classes.paper} aria-label={`Preview: ${title}`}>
        {blocks.map((block, index) => {
          // They never change places.
          switch (block.kind) {
            case "heading":
              return <h3 key={index}>{block.text}</h3>;
            case "paragraph":
              return (
                <p key={index} className={block.tone === "small" ? classes.small : undefined}>
                  {block.tone === "strong" ? <strong>{block.text}</strong> : block.text}
                </p>
              );
            case "lines":
              return <p key={index}>{block.lines.join("\n")}</p>;
            case "list":
              return (
                <ul key={index}>
                  {block.items.map((item, at) => (
                    <li key={at}>{item}</li>
                  ))}
                </ul>
              );
          }
        })}
      </article>
    </>
  );
}
