import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ClinicArrangement, Outside } from "../../../../../contract/index.ts";
import { dotted } from "../../../../ui/dotted.ts";
import { dateText } from "../../../../ui/dates.ts";
import { clockText, dayAt, minuteAt } from "../../../desk/_parts/zoned.ts";
import classes from "../ChangedMeanwhile.module.css";
import own from "./Schedule.module.css";

type Props = { readonly outside: Outside | undefined; readonly arrangement: ClinicArrangement; readonly what: string };

const why = {
  hours: undefined,
  room: undefined,
  "not-offered": "this kind isn’t offered there",
  "too-many": "more than are taken in at a time",
} as const;

/** What a change would leave outside, before it is made: each with its day in the calendar. */
export function OutsideNotice({ outside, arrangement, what }: Props) {
  if (outside === undefined || (outside.seen && outside.count === 0)) return null;
  const { count, first } = outside;
  if (!outside.seen)
    return (
      <Text size="sm" role="alert" className={classes.notice}>
        Your role doesn’t see appointments, so it can’t be said here how many would be {what}. What is booked stays
        where it is.
      </Text>
    );
  const { timeZone, kinds, therapists, rooms } = arrangement;
  const nameOf = (all: readonly { readonly id: string; readonly name: string }[], id: string | undefined) =>
    all.find((one) => one.id === id)?.name;
  return (
    <div role="alert" className={classes.notice}>
      <Text size="sm" fw={600}>
        {count === 1 ? "1 booked appointment" : `${count} booked appointments`} would be {what}. Nothing is moved: look
        at {count === 1 ? "it" : "them"} in the calendar, and tell who is expected.
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
      {count > first.length && <Text size="sm">And {count - first.length} later ones.</Text>}
    </div>
  );
}
