import { type ReactNode, useId } from "react";
import classes from "./Section.module.css";

type Props = {
  readonly title: string;
  /** The page's one h1, or a part of it. */
  readonly level?: 1 | 2;
  /** Beside the title: a figure, a date. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A titled part of the chart, ruled off by a line. */
export function Section({ title, level = 2, aside, actions, children }: Props) {
  const id = useId();
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <section aria-labelledby={id} className={classes.section}>
      <header className={classes.header}>
        <Heading id={id} className={classes.title} data-level={level} tabIndex={level === 1 ? -1 : undefined}>
          {title}
        </Heading>
        {aside !== undefined && <span className={classes.aside}>{aside}</span>}
        {actions !== undefined && <span className={classes.actions}>{actions}</span>}
      </header>
      {children}
    </section>
  );
}
