import { Text, Title } from "@mantine/core";
import { useSession } from "../../../app/session/use-session.ts";
import { isoDay, timeText, weekdayText } from "../../../ui/dates.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { PatientTable } from "../../people/_parts/PatientTable.tsx";
import { useRecentPatients } from "../../people/_parts/use-recent-patients.ts";
import { isClosed } from "./appointment-words.ts";
import { CoSigningSummary } from "./CoSigningSummary.tsx";
import { MyDay } from "./MyDay.tsx";
import { OrdersSummary } from "./OrdersSummary.tsx";
import { useLive } from "../../desk/_parts/use-live.ts";
import { dayKey, useDay } from "./use-day.ts";
import { say } from "../words/index.ts";

/** My list for today, and whom I saw last. */
export function ClinicianHome() {
  const { practitioner } = useSession();
  const today = isoDay(new Date());
  const day = useDay(today, practitioner);
  const isLive = useLive(dayKey);
  const recent = useRecentPatients();
  const open = day.data?.appointments.filter((one) => !isClosed(one.status)) ?? [];
  const waiting = open.filter((one) => one.status === "arrived" || one.status === "checked-in");
  const next = open.find((one) => one.status === "booked" && Date.parse(one.start ?? "") >= Date.now());
  const figures = [
    say("stillToSee", { count: open.length }),
    waiting.length > 0 ? say("waitingNow", { count: waiting.length }) : undefined,
    next?.start === undefined ? undefined : say("nextAt", { time: timeText(next.start) }),
  ].filter((part) => part !== undefined);
  return (
    <>
      <PageHeader
        title={practitioner === undefined ? say("todaysAppointments") : say("myListToday")}
        summary={`${weekdayText(today)}${day.data === undefined ? "" : ` · ${figures.join(" · ")}`} · ${isLive ? say("live") : say("eachMinute")}`}
      />
      {day.error !== null && <ErrorNotice error={day.error} again={() => void day.refetch()} />}
      {day.data === undefined && day.error === null && <PageWait />}
      {day.data !== undefined && day.data.appointments.length === 0 && (
        <EmptyState title={say("noneToday")}>{say("noneTodayMore")}</EmptyState>
      )}
      {day.data !== undefined && day.data.appointments.length > 0 && (
        <MyDay day={day.data} practitioner={practitioner} />
      )}
      <CoSigningSummary />
      <OrdersSummary />
      {recent.length > 0 && (
        <section aria-labelledby="recent">
          <Title order={2} id="recent" mt="xl" mb="xs">
            {say("recentlyOpened")}
          </Title>
          <PatientTable patients={recent} caption={say("openedSince")} />
        </section>
      )}
      {day.isFetching && day.data !== undefined && (
        <Text c="dimmed" size="xs" mt="sm" className="wb-visually-hidden">
          {say("updating")}
        </Text>
      )}
    </>
  );
}
