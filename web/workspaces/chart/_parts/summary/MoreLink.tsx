import { Link } from "@tanstack/react-router";
import type { chartSections } from "../layout/sections.ts";
import classes from "./summary.module.css";

/** From the glance to the whole. */
export function MoreLink({
  to,
  patientId,
  children,
}: {
  readonly to: (typeof chartSections)[number]["to"];
  readonly patientId: string;
  readonly children: string;
}) {
  return (
    <Link to={to} params={{ patientId }} className={classes.more}>
      {children}
    </Link>
  );
}
