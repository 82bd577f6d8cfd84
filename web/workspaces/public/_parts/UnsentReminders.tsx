import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { useUnsentReminders } from "./reminder-calls.ts";
import classes from "./UnsentReminders.module.css";

const why = {
  refused: "the mail server refused it",
  "not-known": "whether it went out isn’t known",
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
        {unsent.length === 1
          ? "A mail could not be sent: telephone them"
          : `${unsent.length} mails could not be sent: telephone them`}
      </h2>
      <ul className={classes.list}>
        {unsent.map(({ appointmentId, patientId, patientName, start, what, why: cause }) => (
          <li key={appointmentId}>
            {patientId === undefined ? (
              "A patient"
            ) : (
              <Link to="/patients/$patientId" params={{ patientId }}>
                {patientName ?? "A patient"}
              </Link>
            )}
            , {dateTimeText(start)}: {what === "change" ? "a change" : "the reminder"}, {why[cause]}
          </li>
        ))}
      </ul>
    </section>
  );
}
