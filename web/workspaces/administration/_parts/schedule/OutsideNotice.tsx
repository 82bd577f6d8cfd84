import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Outside } from "../../../../../contract/index.ts";
import { dotted } from "../../../../ui/dotted.ts";
import { dateText } from "../../../../ui/dates.ts";
import { clockText, dayAt, minuteAt } from "../../../desk/_parts/zoned.ts";
import classes from "../ChangedMeanwhile.module.css";
import own from "./Schedule.module.css";
import { say } from "../../words/index.ts";
import { isClear } from "./use-outside-first.ts";

type Named = { readonly id: string; readonly name: string };
type Props = {
  readonly outside: Outside | undefined;
  readonly arrangement: {
    readonly timeZone: string;
    readonly kinds: readonly Named[];
    readonly therapists: readonly Named[];
    readonly rooms: readonly Named[];
  };
  readonly what: string;
};

const why = {
  hours: undefined,
  room: undefined,
  "not-offered": say("kindNotThere"),
  "too-many": say("tooMany"),
} as const;

/** What a change would leave outside, before it is made: each with its day in the calendar. */
export function OutsideNotice({ outside, arrangement, what }: Props) {
  if (outside === undefined || isClear(outside)) return null;
  const { count, first } = outside;
  if (!outside.seen)
    return (
      <Text size="sm" role="alert" className={classes.notice}>
        {say("outsideUnseen", { what })}
      </Text>
    );
  const { timeZone, kinds, therapists, rooms } = arrangement;
  const nameOf = (all: readonly Named[], id: string | undefined) => all.find((one) => one.id === id)?.name;
  return (
    <div role="alert" className={classes.notice}>
      <Text size="sm" fw={600}>
        {say("outsideCount", { count, what })}
      </Text>
      <ul className={own.outside}>
        {first.map((one) => {
          const day = dayAt(one.start, timeZone);
          return (
            <li key={one.id}>
              <Anchor
                size="sm"
                underline="always"
                renderRoot={(props) => (
                  <Link
                    {...props}
                    to="/calendar"
                    search={{ day, ...(one.branchId === undefined ? {} : { branch: one.branchId }) }}
                    target="_blank"
                  />
                )}
              >
                {dateText(day)} {clockText(minuteAt(one.start, timeZone))}
              </Anchor>{" "}
              {dotted([
                nameOf(kinds, one.kindId),
                nameOf(therapists, one.therapistId),
                nameOf(rooms, one.roomId),
                why[one.why],
              ])}
            </li>
          );
        })}
      </ul>
      {count > first.length && <Text size="sm">{say("andLater", { count: count - first.length })}</Text>}
      {outside.partly === true && <Text size="sm">{say("outsidePartly", { what })}</Text>}
    </div>
  );
}
