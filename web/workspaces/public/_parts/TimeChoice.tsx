import { Button, Loader, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { PublicPage } from "../../../../contract/index.ts";
import { dateText, timeText, weekdayText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { dayAt } from "../../desk/_parts/zoned.ts";
import { usePublicTimes } from "./public-calls.ts";
import classes from "./TimeChoice.module.css";
import { laterDay, mondayOf } from "./week.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly page: PublicPage;
  readonly organisation: string | undefined;
  readonly kind: string;
  readonly branch: string;
  readonly chosen: string | null;
  readonly choose: (start: string) => void;
};

/** Free times: a week, one of its days, and what is free on it. */
export function TimeChoice({ page, organisation, kind, branch, chosen, choose }: Props) {
  const [monday, setMonday] = useState(() => mondayOf(page.firstDay));
  const [day, setDay] = useState<string | undefined>();
  const times = usePublicTimes({ kind, branch, from: monday }, organisation);
  const days = Map.groupBy(times.data?.times ?? [], ({ start }) => dayAt(start, page.timeZone));
  const shown = [...days.keys()].find((one) => one === day) ?? [...days.keys()][0];
  const isFirst = monday <= page.firstDay;
  const isLast = laterDay(monday, 7) > page.lastDay;
  return (
    <section aria-label={say("freeTimes")} className={classes.times}>
      <div className={classes.week}>
        <Button
          variant="default"
          size="compact-md"
          disabled={isFirst}
          onClick={() => setMonday(laterDay(monday, -7))}
          leftSection={<IconChevronLeft size={16} aria-hidden className="wb-mirrored" />}
        >
          {say("earlier")}
        </Button>
        <Text component="span" size="sm" fw={600} className={classes.range} role="status">
          {say("range", { from: dateText(monday), until: dateText(laterDay(monday, 6)) })}{" "}
          {times.isFetching && <Loader size={12} aria-label={say("looking")} />}
        </Text>
        <Button
          variant="default"
          size="compact-md"
          disabled={isLast}
          onClick={() => setMonday(laterDay(monday, 7))}
          rightSection={<IconChevronRight size={16} aria-hidden className="wb-mirrored" />}
        >
          {say("later")}
        </Button>
      </div>
      {times.error !== null && <ErrorNotice error={times.error} again={() => void times.refetch()} />}
      {times.data !== undefined && days.size === 0 && (
        <Text size="sm" c="dimmed">
          {say(isLast ? "nothingFreeLast" : "nothingFree")}
        </Text>
      )}
      {days.size > 0 && (
        <>
          <div role="group" aria-label={say("day")} className={classes.list}>
            {[...days.keys()].map((day) => (
              <button
                key={day}
                type="button"
                className={classes.time}
                aria-pressed={day === shown}
                onClick={() => setDay(day)}
              >
                {weekdayText(day)}
              </button>
            ))}
          </div>
          <div
            role="group"
            aria-label={say("timesOn", { day: shown === undefined ? "" : weekdayText(shown) })}
            className={classes.list}
          >
            {(days.get(shown ?? "") ?? []).map(({ start }) => (
              <button
                key={start}
                type="button"
                className={classes.time}
                aria-pressed={start === chosen}
                onClick={() => choose(start)}
              >
                {timeText(start, page.timeZone)}
              </button>
            ))}
          </div>
        </>
      )}
      <Text size="sm" c="dimmed">
        {say("timesIn", { zone: page.timeZone.replaceAll("_", " ") })}
      </Text>
    </section>
  );
}
