import { conceptTitle } from "../../../../ui/clinical/codes.ts";
import { formatDateTime, instantOf, wallTime } from "../../../../ui/clinical/dates.ts";
import type { Appointment } from "../../../../ui/clinical/fhir-types.ts";
import { Loaded, Nothing } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { useChart, useNow } from "../record/use-chart.ts";
import { useAppointments } from "../record/use-record.ts";
import { say } from "../../words/index.ts";
import classes from "./summary.module.css";

const most = 4;
const toCome = new Set(["proposed", "pending", "booked", "arrived", "checked-in", "waitlist"]);

export function AppointmentSummary() {
  const { patientId } = useChart();
  const now = useNow();
  const { year, month, day } = wallTime(now);
  const two = (value: number) => String(value).padStart(2, "0");
  const query = useAppointments({ patientId, from: `${year}-${two(month)}-${two(day)}` });
  return (
    <Section title={say("nextAppointments")}>
      <Loaded query={query} what={say("whatAppointments")} lines={2}>
        {({ matches }) => {
          const next = matches
            .filter((one) => toCome.has(one.status ?? "") && (instantOf(one.end ?? one.start) ?? 0) >= now)
            .slice(0, most);
          if (next.length === 0) return <Nothing>{say("noneBooked")}</Nothing>;
          return (
            <ul className={classes.list}>
              {next.map((one) => (
                <li key={one.id} className={classes.item}>
                  <span>
                    <span className={classes.name}>
                      <bdi>
                        {one.description ??
                          conceptTitle(one.serviceType?.[0]) ??
                          conceptTitle(one.appointmentType) ??
                          say("appointment")}
                      </bdi>
                    </span>
                    <span className={classes.under}>
                      <bdi>{whomAndWhere(one)}</bdi>
                    </span>
                  </span>
                  <span className={classes.end}>{formatDateTime(one.start)}</span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}

function whomAndWhere(appointment: Appointment): string {
  const others = (appointment.participant ?? [])
    .filter((one) => !/(?:^|\/)Patient\//.test(one.actor?.reference ?? ""))
    .map((one) => one.actor?.display);
  const named = others.filter((one) => one !== undefined);
  return named.length === 0 ? say("withWhomNotRecorded") : named.join(", ");
}
