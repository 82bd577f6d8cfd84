import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./PersonalNotice.module.css";

type Props = {
  readonly icon: Icon;
  readonly tone: "caution" | "danger";
  /** What a screen reader calls the place; without it the notice is an alert, read out at once. */
  readonly label?: string;
  readonly children: ReactNode;
  /** What can be done about it, at the end. */
  readonly action: ReactNode;
};

/** Across the page: something about the reader's own account that wants an answer. */
export function PersonalNotice({ icon: Picture, tone, label, children, action }: Props) {
  const inside = (
    <>
      <Picture size={20} aria-hidden className={classes.icon} />
      <div className={classes.words}>{children}</div>
      {action}
    </>
  );
  return label === undefined ? (
    <div role="alert" className={classes.notice} data-tone={tone}>
      {inside}
    </div>
  ) : (
    <section aria-label={label} className={classes.notice} data-tone={tone}>
      {inside}
    </section>
  );
}
