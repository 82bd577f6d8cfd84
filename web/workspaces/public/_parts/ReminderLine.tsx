import { Button } from "@mantine/core";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useChangeReminderPreference, useReminderPreference } from "./reminder-calls.ts";
import classes from "./ReminderLine.module.css";

/** Whether a patient is reminded by e-mail, asked where they are booked. Nothing where the organisation sends no reminders. */
export function ReminderLine({ patientId }: { readonly patientId: string }) {
  const said = useReminderPreference(patientId).data;
  const change = useChangeReminderPreference();
  if (said === undefined || !said.on) return null;
  const { answer, email, version, mayChange } = said;
  const say = (next: "agreed" | "refused") =>
    change.mutate(
      { patientId, version, answer: next },
      { onSuccess: () => announce(next === "agreed" ? "Is reminded by e-mail" : "Isn’t reminded") },
    );
  const button = (next: "agreed" | "refused", label: string) => (
    <Button size="compact-sm" variant="default" loading={change.isPending} onClick={() => say(next)}>
      {label}
    </Button>
  );
  return (
    <div className={classes.line} role="group" aria-label="Reminder by e-mail">
      {email === undefined && <span>No reminder: no e-mail address is recorded.</span>}
      {email !== undefined && answer === "not-asked" && (
        <>
          <span>May we send a reminder to {email}?</span>
          {mayChange && button("agreed", "They agree")}
          {mayChange && button("refused", "No")}
        </>
      )}
      {email !== undefined && answer === "agreed" && (
        <>
          <span>Is reminded at {email}.</span>
          {mayChange && button("refused", "No more")}
        </>
      )}
      {email !== undefined && answer === "refused" && (
        <>
          <span>Doesn’t want reminders.</span>
          {mayChange && button("agreed", "They agree now")}
        </>
      )}
      {change.error !== null && <ErrorNotice error={change.error} />}
    </div>
  );
}
