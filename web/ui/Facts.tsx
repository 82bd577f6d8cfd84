import type { ReactNode } from "react";
import classes from "./Facts.module.css";

/** What there is to know of one thing: `dt` and `dd` side by side, on a narrow screen one below the other. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}
