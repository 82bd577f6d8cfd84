import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";

type Props = {
  readonly title: string;
  /** What belongs here and how it comes here. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.words}>{children}</div>}
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
