import { Button, SimpleGrid, TextInput } from "@mantine/core";
import { type TypedHours, isFaulty, weekdays } from "../branches/opening.ts";
import { breaksText, likeMonday } from "./breaks.ts";
import { say } from "../../words/index.ts";

/** A therapist's week: each day as it is written on a door, breaks and all. */
export function HoursFields({
  hours,
  change,
}: {
  readonly hours: TypedHours;
  readonly change: (hours: TypedHours) => void;
}) {
  const breaksOf = (text: string) => {
    const breaks = breaksText(text);
    return breaks === "" ? undefined : say("breakIs", { breaks });
  };
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        {weekdays.map(({ day, name }) => (
          <TextInput
            key={day}
            label={name}
            placeholder={say("notThere")}
            description={breaksOf(hours[day]) ?? (day === "mon" ? say("hoursWithBreak") : undefined)}
            autoComplete="off"
            value={hours[day]}
            error={isFaulty(hours[day]) ? say("hoursRule") : undefined}
            onChange={({ currentTarget: { value } }) => change({ ...hours, [day]: value })}
          />
        ))}
      </SimpleGrid>
      <Button
        size="compact-sm"
        variant="default"
        style={{ justifySelf: "start", alignSelf: "flex-start" }}
        onClick={() => change(likeMonday(hours))}
      >
        {say("asOnMonday")}
      </Button>
    </>
  );
}
