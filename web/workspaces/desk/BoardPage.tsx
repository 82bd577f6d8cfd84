import { Button, Group, Select } from "@mantine/core";
import { IconCalendarPlus } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { AppointmentState, ClinicAppointment } from "../../../contract/index.ts";
import { weekdayText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { AppointmentActs } from "./_parts/AppointmentActs.tsx";
import { waitedText } from "./_parts/appointment-state.ts";
import classes from "./_parts/Board.module.css";
import { whose } from "./_parts/BlockCard.tsx";
import { CancelDialog } from "./_parts/CancelDialog.tsx";
import { DeskNav } from "./_parts/DeskNav.tsx";
import { useBoard, usePlaces } from "./_parts/scheduling-calls.ts";
import { useBranch } from "./_parts/use-branch.ts";
import { useClock } from "./_parts/use-clock.ts";
import { useLive } from "./_parts/use-live.ts";
import { clockText, dayAt, minuteAt } from "./_parts/zoned.ts";
import type { CalendarSearch } from "./route.tsx";

type Lane = { readonly title: string; readonly states: readonly AppointmentState[]; readonly empty: string };

const lanes: readonly Lane[] = [
  { title: "Expected", states: ["booked"], empty: "Nobody else is expected today." },
  { title: "Waiting", states: ["arrived"], empty: "Nobody waits." },
  { title: "With therapist", states: ["with-clinician"], empty: "Nobody is in a session." },
  { title: "Done", states: ["done", "no-show", "cancelled"], empty: "Nobody is through yet." },
];

/** Where everybody is who comes today: expected, waiting and how long, with a therapist, done. */
export function BoardPage() {
  const search: Pick<CalendarSearch, "branch"> = useSearch({ strict: false });
  const navigate = useNavigate();
  const places = usePlaces();
  const { branch, remember } = useBranch(places.data, search.branch);
  const clock = useClock();
  const zone = places.data?.timeZone ?? "UTC";
  const today = dayAt(clock, zone);
  const board = useBoard(branch?.id, today, 1);
  const isLive = useLive();
  const [cancelling, setCancelling] = useState<ClinicAppointment | undefined>(undefined);
  if (places.error !== null) return <ErrorNotice error={places.error} again={() => void places.refetch()} />;
  if (places.data === undefined) return <PageWait />;
  const appointments = board.data?.appointments ?? [];
  return (
    <>
      <DeskNav />
      <PageHeader
        title="Flow board"
        summary={`${weekdayText(today)}${isLive ? ", live" : ""}`}
        actions={
          <Group gap="sm">
            {places.data.branches.length > 1 && branch !== undefined && (
              <Select
                aria-label="Branch"
                w="12rem"
                data={places.data.branches.map(({ id, name }) => ({ value: id, label: name }))}
                value={branch.id}
                onChange={(value) => {
                  if (value === null) return;
                  remember(value);
                  void navigate({ to: "/board", search: { branch: value }, replace: true });
                }}
              />
            )}
            {places.data.may.book && (
              <Button
                component={Link}
                to="/calendar"
                variant="default"
                leftSection={<IconCalendarPlus size={16} aria-hidden />}
              >
                Book
              </Button>
            )}
          </Group>
        }
      />
      {branch === undefined && (
        <EmptyState title="There is no branch yet">A branch is a Location of the directory.</EmptyState>
      )}
      {board.error !== null && <ErrorNotice error={board.error} again={() => void board.refetch()} />}
      {branch !== undefined && board.data === undefined && board.error === null && <PageWait />}
      {board.data !== undefined && (
        <div className={classes.board}>
          {lanes.map((lane) => {
            const here = inOrder(
              lane,
              appointments.filter(({ state }) => lane.states.includes(state)),
            );
            return (
              <section key={lane.title} className={classes.lane} aria-label={lane.title}>
                <h2 className={classes.title}>
                  {lane.title} <span className={classes.count}>{here.length}</span>
                </h2>
                {here.length === 0 && <p className={classes.empty}>{lane.empty}</p>}
                <ul className={classes.list}>
                  {here.map((one) => (
                    <Card
                      key={one.id}
                      appointment={one}
                      zone={zone}
                      now={Date.parse(clock)}
                      cancel={() => setCancelling(one)}
                    />
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
      )}
      {cancelling !== undefined && <CancelDialog appointment={cancelling} close={() => setCancelling(undefined)} />}
    </>
  );
}

/** Who waits longest first; the others by the clock. */
function inOrder({ states }: Lane, appointments: readonly ClinicAppointment[]): readonly ClinicAppointment[] {
  const by = (one: ClinicAppointment) =>
    Date.parse((states.includes("arrived") ? one.arrivedAt : one.start) ?? one.start ?? "");
  return appointments.toSorted((a, b) => by(a) - by(b));
}

/** Minutes after which waiting is worth a look. */
const long = 15;

function Card({
  appointment,
  zone,
  now,
  cancel,
}: {
  readonly appointment: ClinicAppointment;
  readonly zone: string;
  readonly now: number;
  readonly cancel: () => void;
}) {
  const { state, start, arrivedAt, startedAt, token } = appointment;
  const since = state === "arrived" ? arrivedAt : state === "with-clinician" ? startedAt : undefined;
  const isLong = state === "arrived" && since !== undefined && now - Date.parse(since) > long * 60_000;
  const late = state === "booked" && start !== undefined && now > Date.parse(start) + 5 * 60_000;
  return (
    <li
      className={classes.card}
      data-long={isLong || undefined}
      data-closed={state === "cancelled" || state === "no-show" || undefined}
    >
      <div className={classes.words}>
        <div className={classes.who}>
          {token !== undefined && <span className={classes.token}>{token}</span>}
          {appointment.patient === undefined ? (
            <strong>{whose(appointment)}</strong>
          ) : (
            <Link to="/patients/$patientId" params={{ patientId: appointment.patient.id }}>
              {appointment.patient.name}
            </Link>
          )}
        </div>
        <div className={classes.more}>
          {[
            start === undefined ? undefined : clockText(minuteAt(start, zone)),
            appointment.kind?.name,
            appointment.therapist?.name,
            appointment.room?.name,
          ]
            .filter((part) => part !== undefined)
            .join(" · ")}
        </div>
        {(since !== undefined || late || state === "no-show" || state === "cancelled") && (
          <div className={classes.since}>
            {since !== undefined &&
              (state === "arrived" ? `waits ${waitedText(since, now)}` : `in for ${waitedText(since, now)}`)}
            {late && start !== undefined && `${waitedText(start, now)} late`}
            {state === "no-show" && "Did not attend"}
            {state === "cancelled" && "Cancelled"}
          </div>
        )}
      </div>
      <AppointmentActs appointment={appointment} cancel={cancel} />
    </li>
  );
}
