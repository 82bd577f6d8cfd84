import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { ReviewItem } from "../../../../contract/index.ts";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { Kbd } from "../../../ui/Kbd.tsx";
import { Section } from "../../../ui/Section.tsx";
import { type Decision, DecideItemDialog } from "./DecideItemDialog.tsx";
import { itemMarks } from "./item-marks.ts";
import { hintText } from "./OtherItems.tsx";
import { ItemChip } from "./ItemChip.tsx";
import classes from "./MyItems.module.css";
import { isolated } from "../../../language/index.ts";
import { say } from "../words/index.ts";

type Asked = { readonly item: ReviewItem; readonly decision: Decision };
type Props = { readonly review: string; readonly items: readonly ReviewItem[] };

const decisionOf: Readonly<Record<string, Decision>> = { k: "keep", w: "withdraw" };

/** What the reader has to decide: with buttons, or without a mouse by arrows, k and w. */
export function MyItems({ review, items }: Props) {
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const list = useRef<HTMLDivElement>(null);
  const place = useRef(0);
  const latest = useRef(items);
  latest.current = items;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("dialog[open], [role=dialog]") !== null) return;
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      const rows = rowsOf(list.current);
      const here = rows.findIndex((row) => row.closest("li")?.contains(target ?? null) === true);
      const idle = target === document.body || target?.matches("h1, main") === true;
      if (here < 0 && !idle) return;
      const item = latest.current[here];
      const decision = decisionOf[event.key];
      if (event.key === "ArrowDown" || event.key === "j") rows[Math.min(here + 1, rows.length - 1)]?.focus();
      else if (event.key === "ArrowUp" && here >= 0) rows[Math.max(here - 1, 0)]?.focus();
      else if (decision !== undefined && item !== undefined) {
        place.current = here;
        setAsked({ item, decision });
      } else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  // What was decided leaves the list, and the focus would be lost with it: it goes to what comes next.
  const count = items.length;
  const isAsking = asked !== undefined;
  useEffect(() => {
    if (isAsking) return;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      const rows = rowsOf(list.current);
      (rows[Math.min(place.current, rows.length - 1)] ?? document.querySelector<HTMLElement>("main h1"))?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [isAsking, count]);

  const ask = (next: Asked) => {
    place.current = Math.max(0, items.indexOf(next.item));
    setAsked(next);
  };
  return (
    <>
      {items.length > 0 && (
        <Section
          title={say("countedTitle", { title: say("yoursToDecide"), count: items.length })}
          words={
            <span className={classes.keys}>
              {say.rich("keysHint", {
                down: <Kbd key="down" keys="↓" />,
                up: <Kbd key="up" keys="↑" />,
                k: <Kbd key="k" keys="K" />,
                w: <Kbd key="w" keys="W" />,
              })}
            </span>
          }
        >
          <div ref={list} className={classes.list}>
            <Entries label={say("yoursToDecide")}>
              {items.map((item) => (
                <Entry
                  key={item.id}
                  mark={itemMarks[item.kind]}
                  title={item.holder}
                  aside={item.state === "overdue" ? <ItemChip item={item} /> : undefined}
                  facts={[isolated(item.grant), ...(item.hint === undefined ? [] : [hintText(item.hint)])]}
                  actions={
                    <>
                      <Button
                        data-item
                        size="compact-sm"
                        variant="default"
                        aria-label={say("keepOf", { holder: item.holder, grant: item.grant })}
                        onClick={() => ask({ item, decision: "keep" })}
                      >
                        {say("keepMore")}
                      </Button>
                      <Button
                        size="compact-sm"
                        color="red"
                        variant="outline"
                        aria-label={say("withdrawOf", { holder: item.holder, grant: item.grant })}
                        onClick={() => ask({ item, decision: "withdraw" })}
                      >
                        {say("withdrawMore")}
                      </Button>
                    </>
                  }
                />
              ))}
            </Entries>
          </div>
        </Section>
      )}
      {asked !== undefined && (
        <DecideItemDialog
          review={review}
          item={asked.item}
          decision={asked.decision}
          close={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function rowsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
}
