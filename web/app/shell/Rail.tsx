import { Link, useLocation } from "@tanstack/react-router";
import { hasTasks, useTasks } from "../../workspaces/governance/_parts/task-calls.ts";
import { useUnread } from "../../workspaces/messages/_parts/message-calls.ts";
import { useSession } from "../session/use-session.ts";
import { say } from "../words/index.ts";
import classes from "./Rail.module.css";
import { sectionsFor } from "./sections.ts";

/** The sections, at the side of the page; a bar at the bottom of a phone. */
export function Rail() {
  const session = useSession();
  const { pathname } = useLocation();
  const counts = useTasks("open", hasTasks(session.permissions)).data?.counts;
  const sections = sectionsFor(session);
  const unread = useUnread(sections.some(({ to }) => to === "/messages")).data?.unread ?? 0;
  return (
    <nav aria-label={say("sections")} className={classes.rail}>
      {sections.map((section) => {
        const here = [section.under, ...(section.also ?? [])].some((under) =>
          under === "/" ? pathname === "/" : pathname.startsWith(under),
        );
        const shown = section.to === "/tasks" && counts !== undefined && counts.open > 0 ? counts : undefined;
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
            {shown !== undefined && (
              <>
                <span className={classes.count} data-overdue={shown.overdue > 0 || undefined} aria-hidden>
                  {shown.open > 99 ? "99+" : shown.open}
                </span>
                <span className="wb-visually-hidden">{say("tasksToDo", shown)}</span>
              </>
            )}
            {section.to === "/messages" && unread > 0 && (
              <>
                <span className={classes.count} aria-hidden>
                  {unread > 99 ? "99+" : unread}
                </span>
                <span className="wb-visually-hidden">{say("notOpened", { unread })}</span>
              </>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
