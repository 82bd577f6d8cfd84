import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { useUnsentReminders } from "./reminder-calls.ts";
import classes from "./UnsentReminders.module.css";
import { say } from "../words/index.ts";

const words = {
  reminder: { refused: "reminderRefused", "not-known": "reminderNotKnown" },
  change: { refused: "changeRefused", "not-known": "changeNotKnown" },
} as const;

/** Patients to telephone, because a mail about their appointment could not be sent. Nothing where there are none. */
export function UnsentReminders() {
  const { scopes } = useSession();
  const unsent = useUnsentReminders(allows(scopes, "Appointment", "s")).data?.unsent ?? [];
  const id = useId();
  if (unsent.length === 0) return null;
  return (
    <section aria-labelledby={id} className={classes.unsent}>
      <h2 id={id} className={classes.title}>
        {say("unsentTitle", { count: unsent.length })}
      </h2>
      <ul className={classes.list}>
        {unsent.map(({ appointmentId, patientId, patientName, start, what, why }) => (
          <li key={appointmentId}>
            {say.rich(words[what][why], {
              name: patientName ?? say("aPatient"),
              when: dateTimeText(start),
              who: (inside) =>
                patientId === undefined ? (
                  inside
                ) : (
                  <Link key="who" to="/patients/$patientId" params={{ patientId }}>
                    {inside}
                  </Link>
                ),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
