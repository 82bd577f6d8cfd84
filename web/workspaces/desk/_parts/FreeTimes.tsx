import { Loader, Text } from "@mantine/core";
import { useEffect } from "react";
import type { ClinicPlaces, FreeTime } from "../../../../contract/index.ts";
import { weekdayText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import classes from "./FreeTimes.module.css";
import { type FreeTimesWish, useFreeTimes } from "./scheduling-calls.ts";
import { spread } from "./spread.ts";
import { clockText, dayAt, minuteAt } from "./zoned.ts";
import { say } from "../words/index.ts";

const timesOfADay = 12;

type Props = {
  readonly places: ClinicPlaces;
  readonly wish: FreeTimesWish | undefined;
  /** The instant that the form says. */
  readonly chosen: string | undefined;
  readonly choose: (free: FreeTime) => void;
  /** Is told of the first time as soon as there is one. */
  readonly first?: ((free: FreeTime) => void) | undefined;
};

/** The next times that nothing speaks against, by day. */
export function FreeTimes({ places, wish, chosen, choose, first }: Props) {
  const free = useFreeTimes(wish);
  const zone = places.timeZone;
  const days = Map.groupBy(free.data?.times ?? [], ({ start }) => dayAt(start, zone));
  const [next] = free.data?.times ?? [];
  useEffect(() => {
    if (next !== undefined && !free.isPlaceholderData) first?.(next);
  });
  return (
    <section aria-label={say("freeTimes")} className={classes.free}>
      <Text size="sm" fw={600}>
        {say("freeTimes")} {free.isFetching && <Loader size={12} aria-label={say("looking")} />}
      </Text>
      {free.error !== null && <ErrorNotice error={free.error} again={() => void free.refetch()} />}
      {free.data !== undefined && days.size === 0 && (
        <Text size="sm" c="dimmed">
          {say("noFreeTimes")}
        </Text>
      )}
      {[...days].slice(0, 4).map(([day, times]) => (
        <div key={day} className={classes.day}>
          <span className={classes.name}>{weekdayText(day)}</span>
          <span className={classes.times}>
            {spread(earliestOfEach(times), timesOfADay, (time) => minuteAt(time.start, zone)).map((time) => (
              <button
                key={time.start}
                type="button"
                className={classes.time}
                aria-pressed={time.start === chosen}
                // Those of another wish, until this one's are there.
                disabled={free.isPlaceholderData}
                onClick={() => choose(time)}
              >
                {clockText(minuteAt(time.start, zone))}
                {time.left > 1 && <span className={classes.left}> {say("left", { count: time.left })}</span>}
              </button>
            ))}
          </span>
        </div>
      ))}
    </section>
  );
}

/** One of several that begin at the same time: the one with most places. */
function earliestOfEach(times: readonly FreeTime[]): readonly FreeTime[] {
  const best = new Map<string, FreeTime>();
  for (const time of times) if ((best.get(time.start)?.left ?? 0) < time.left) best.set(time.start, time);
  return [...best.values()];
}
