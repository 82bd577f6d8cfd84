import { type ReactNode, useId } from "react";
import type { FigureText } from "./figure-table.ts";
import classes from "./Reports.module.css";
import { say } from "../words/index.ts";

type Props = { readonly text: FigureText; readonly wide?: boolean; readonly children: ReactNode };

/** A part of the page: what it says in a sentence, its plots, and what its words mean. */
export function Part({ text, wide = false, children }: Props) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id} data-wide={wide || undefined}>
      <h2 id={id}>{text.title}</h2>
      <p className={classes.sentence}>{text.sentence}</p>
      {children}
      <details className={classes.meaning}>
        <summary>{say("whatItCounts")}</summary>
        <p>{text.meaning}</p>
      </details>
    </section>
  );
}
