import { useQuery } from "@tanstack/react-query";
import { Loaded, Nothing } from "../chart/_parts/layout/Loaded.tsx";
import { NotAll } from "../chart/_parts/layout/NotAll.tsx";
import { useNow } from "../chart/_parts/record/use-chart.ts";
import { AppointmentItem } from "./_parts/AppointmentItem.tsx";
import { appointmentWords as words } from "./_parts/appointment-words.ts";
import { type AppointmentLine, appointmentsQuery, splitAppointments } from "./_parts/appointments.ts";
import { Page, Part } from "./_parts/Frame.tsx";
import classes from "./_parts/my-record.module.css";
import { useMyRecord } from "./_parts/own-records.ts";

/** Appointments to come and earlier ones. */
export function AppointmentsPage() {
  const { patientId } = useMyRecord();
  const query = useQuery(appointmentsQuery(patientId));
  const now = useNow();
  return (
    <Page title={words.title} about={words.about}>
      <Loaded query={query} what={words.title} lines={6}>
        {({ matches, included, complete }) => {
          const { coming, past } = splitAppointments(matches, included, now);
          return (
            <>
              <NotAll complete={complete} what={words.title} />
              <Part title={words.coming}>
                {coming.length === 0 ? <Nothing>{words.none}</Nothing> : <Lines lines={coming} now={now} />}
              </Part>
              <Part title={words.past}>
                {past.length === 0 ? <Nothing>{words.nonePast}</Nothing> : <Lines lines={past} now={now} />}
              </Part>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Lines({ lines, now }: { readonly lines: readonly AppointmentLine[]; readonly now: number }) {
  return (
    <ul className={classes.items}>
      {lines.map((line) => (
        <li key={line.id} className={classes.item}>
          <AppointmentItem line={line} now={now} correctable />
        </li>
      ))}
    </ul>
  );
}
