import { Link, useLocation } from "@tanstack/react-router";
import { useSession } from "../session/use-session.ts";
import classes from "./Rail.module.css";
import { sectionsFor } from "./sections.ts";

/** The sections, at the side of the page; a bar at the bottom of a phone. */
export function Rail() {
  const session = useSession();
  const { pathname } = useLocation();
  return (
    <nav aria-label="Sections" className={classes.rail}>
      {sectionsFor(session).map((section) => {
        const here = section.under === "/" ? pathname === "/" : pathname.startsWith(section.under);
        return (
          <Link
            key={section.to}
            to={section.to}
            className={classes.item}
            data-here={here || undefined}
            aria-current={here ? "page" : undefined}
          >
            <section.icon size={21} stroke={1.7} aria-hidden />
            {section.label}
          </Link>
        );
      })}
    </nav>
  );
}
