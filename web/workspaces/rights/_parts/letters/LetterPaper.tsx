import type { RightsLetterPreview } from "../../../../../contract/index.ts";
import classes from "./letters.module.css";
import { inEnglish } from "../../../../language/index.ts";
import { say } from "../../words/index.ts";

/** How a letter will read. */
export function LetterPaper({ preview: { title, blocks, unset } }: { readonly preview: RightsLetterPreview }) {
  return (
    <>
      {unset.length > 0 && (
        <p role="note">
          {say("noType", { scripts: unset.map(({ script, signs }) => `${script} (${signs})`).join(", ") })}
        </p>
      )}
      <article {...inEnglish} className={classes.paper} aria-label={say("previewOf", { title })}>
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
