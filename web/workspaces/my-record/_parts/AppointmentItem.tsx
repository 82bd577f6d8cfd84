import { Button } from "@mantine/core";
import { IconCalendarPlus } from "@tabler/icons-react";
import { useSession } from "../../../app/session/use-session.ts";
import { saveFile } from "../../../ui/save-file.ts";
import { type AppointmentLine } from "./appointments.ts";
import { appointmentWords as words } from "./appointment-words.ts";
import { calendarFile } from "./calendar-file.ts";
import { CorrectButton } from "./CorrectButton.tsx";
import classes from "./my-record.module.css";
import { plainMoment } from "./plain-date.ts";
import { RestrictedMark } from "./RestrictedMark.tsx";

type Props = {
  readonly line: AppointmentLine;
  readonly now: number;
  /** Where it can be said that something is wrong. */
  readonly correctable?: boolean;
};

/** When, what, with whom and where. */
export function AppointmentItem({ line, now, correctable = false }: Props) {
  const { organisation } = useSession();
  const { id, what, start, startsAt, endsAt, withWhom, where, state, holds } = line;
  const when = plainMoment(start) ?? words.noTime;
  const coming = holds && startsAt !== undefined && (endsAt ?? startsAt) >= now;
  const save = () => {
    if (startsAt === undefined) return;
    const summary = [words.unnamed, withWhom ?? organisation.name].join(": ");
    const place = where === undefined ? organisation.name : `${where}, ${organisation.name}`;
    saveFile(
      words.file,
      calendarFile({ id, start: startsAt, end: endsAt, summary, place, madeAt: now }),
      "text/calendar;charset=utf-8",
    );
  };
  return (
    <>
      <h3 className={classes.name}>{when}</h3>
      <RestrictedMark reference={`Appointment/${id}`} />
      {state !== undefined && (
        <p className={classes.line}>
          <b>{state}</b>
        </p>
      )}
      <p className={classes.line}>{what}</p>
      <p className={classes.line}>{withWhom === undefined ? words.noWhom : words.with(withWhom)}</p>
      <p className={classes.dim}>{where === undefined ? words.noPlace : words.where(where)}</p>
      {(coming || correctable) && (
        <div className={classes.acts}>
          {coming && (
            <Button
              variant="default"
              size="sm"
              h={44}
              leftSection={<IconCalendarPlus size={17} aria-hidden />}
              aria-label={`${words.calendar}: ${when}`}
              onClick={save}
            >
              {words.calendar}
            </Button>
          )}
          {correctable && <CorrectButton what={`${what}, ${when}`} reference={`Appointment/${id}`} />}
        </div>
      )}
    </>
  );
}
