import { Button } from "@mantine/core";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useChangeReminderPreference, useReminderPreference } from "./reminder-calls.ts";
import classes from "./ReminderLine.module.css";
import { say } from "../words/index.ts";

/** Whether a patient is reminded by e-mail, asked where they are booked. Nothing where the organisation sends no reminders. */
export function ReminderLine({ patientId }: { readonly patientId: string }) {
  const said = useReminderPreference(patientId).data;
  const change = useChangeReminderPreference();
  if (said === undefined || !said.on) return null;
  const { answer, email, version, mayChange } = said;
  const settle = (next: "agreed" | "refused") =>
    change.mutate(
      { patientId, version, answer: next },
      { onSuccess: () => announce(next === "agreed" ? say("isReminded") : say("isntReminded")) },
    );
  const button = (next: "agreed" | "refused", label: string) => (
    <Button size="compact-sm" variant="default" loading={change.isPending} onClick={() => settle(next)}>
      {label}
    </Button>
  );
  return (
    <div className={classes.line} role="group" aria-label={say("reminderByEmail")}>
      {email === undefined && <span>{say("noEmailRecorded")}</span>}
      {email !== undefined && answer === "not-asked" && (
        <>
          <span>{say("mayWeSend", { email })}</span>
          {mayChange && button("agreed", say("theyAgree"))}
          {mayChange && button("refused", say("no"))}
        </>
      )}
      {email !== undefined && answer === "agreed" && (
        <>
          <span>{say("isRemindedAt", { email })}</span>
          {mayChange && button("refused", say("noMore"))}
        </>
      )}
      {email !== undefined && answer === "refused" && (
        <>
          <span>{say("wantsNone")}</span>
          {mayChange && button("agreed", say("theyAgreeNow"))}
        </>
      )}
      {change.error !== null && <ErrorNotice error={change.error} />}
    </div>
  );
}
