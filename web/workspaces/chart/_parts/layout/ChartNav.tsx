import { Link, useLocation } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef } from "react";
import classes from "./ChartNav.module.css";
import type { ChartSection } from "./sections.ts";
import { say } from "../../words/index.ts";

/** The sections of a chart. Links, not tabs: each is a page with an address of its own. Arrows move along them. */
export function ChartNav({
  patientId,
  sections,
}: {
  readonly patientId: string;
  readonly sections: readonly ChartSection[];
}) {
  const list = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    // On a phone the row scrolls; the open section must be in sight.
    list.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    if (by === 0 || at === -1) return;
    event.preventDefault();
    const mirrored = getComputedStyle(event.currentTarget).direction === "rtl" ? -by : by;
    links[(at + mirrored + links.length) % links.length]?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move along the links in it
    <nav ref={list} aria-label={say("sections")} className={classes.nav} onKeyDown={onKeyDown}>
      {sections.map((section) => (
        <Link
          key={section.key}
          to={section.to}
          params={{ patientId }}
          className={classes.link}
          activeOptions={{ exact: section.key === "1" }}
          activeProps={{ "data-here": true, "aria-current": "page" }}
          aria-keyshortcuts={section.key}
          title={say("keyIs", { key: section.key })}
        >
          {section.label}
        </Link>
      ))}
    </nav>
  );
}
