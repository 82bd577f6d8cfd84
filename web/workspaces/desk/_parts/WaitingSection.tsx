import { Button, Text } from "@mantine/core";
import type { ClinicAppointment } from "../../../../contract/index.ts";
import { agoText, dateText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Section } from "../../../ui/Section.tsx";
import classes from "./BlockDialog.module.css";
import { whose } from "./BlockCard.tsx";
import { useWaiting } from "./scheduling-calls.ts";
import { say } from "../words/index.ts";
import { dotted } from "../../../ui/dotted.ts";

/** Who waits for a time, longest first. Shows nothing while nobody does. */
export function WaitingSection({
  branch,
  place,
}: {
  readonly branch: string;
  readonly place: (appointment: ClinicAppointment) => void;
}) {
  const list = useWaiting(branch);
  if (list.error !== null) return <ErrorNotice error={list.error} again={() => void list.refetch()} />;
  const waiting = list.data?.waiting ?? [];
  if (waiting.length === 0) return null;
  return (
    <Section title={say("waitingList")} words={say("waitingWords")}>
      <ul className={classes.list}>
        {waiting.map((one) => (
          <li key={one.id} className={classes.one}>
            <div className={classes.who}>
              <strong>{whose(one)}</strong>
              <Text size="sm" c="dimmed" component="span">
                {dotted([
                  one.kind?.name,
                  one.therapist?.name,
                  one.waiting === undefined ? undefined : say("since", { ago: agoText(one.waiting.since, new Date()) }),
                  one.waiting?.from === undefined
                    ? undefined
                    : say("notBeforeDay", { day: dateText(one.waiting.from) }),
                  one.waiting?.until === undefined
                    ? undefined
                    : say("notAfterDay", { day: dateText(one.waiting.until) }),
                ])}
              </Text>
            </div>
            {one.may.includes("move") && (
              <Button size="compact-sm" variant="default" onClick={() => place(one)}>
                {say("giveTimeEllipsis")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
