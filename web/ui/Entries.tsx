import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Entries.module.css";

/** A list of things with a few facts each: authenticators, sessions, apps. */
export function Entries({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={classes.entries} aria-label={label}>
      {children}
    </ul>
  );
}

type EntryProps = {
  /** An icon, or a letter that stands for it. */
  readonly mark: Icon | string;
  readonly title: string;
  /** Beside the title: whose, where, a chip. */
  readonly aside?: ReactNode;
  readonly facts: readonly ReactNode[];
  readonly actions?: ReactNode;
  /** Beside the title on phones too: one small button. */
  readonly menu?: ReactNode;
  readonly children?: ReactNode;
};

/** One of them: what it is, what to know about it, and what can be done. */
export function Entry({ mark: Mark, title, aside, facts, actions, menu, children }: EntryProps) {
  return (
    <li className={classes.entry}>
      <span className={classes.mark} aria-hidden>
        {typeof Mark === "string" ? Mark : <Mark size={18} stroke={1.7} />}
      </span>
      <div className={classes.words}>
        <div className={classes.title}>
          <strong>{title}</strong>
          {aside !== undefined && <span className={classes.aside}>{aside}</span>}
        </div>
        <ul className={classes.facts}>
          {facts.map((fact, index) => (
            // The facts of an entry are always the same ones in the same order.
            <li key={index}>{fact}</li>
          ))}
        </ul>
        {children}
      </div>
      {actions !== undefined && actions !== false && <div className={classes.actions}>{actions}</div>}
      {menu !== undefined && <div className={classes.menu}>{menu}</div>}
    </li>
  );
}
