import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconChevronLeft, IconChevronRight, IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { Appointment, AppointmentStatus } from "../../../ui/clinical/fhir-types.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { isoDay, weekdayText } from "../../../ui/dates.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice, failureText } from "../../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { TaskSummary } from "../../governance/_parts/TaskSummary.tsx";
import { RegisterPatientButton } from "../../people/_parts/RegisterPatientButton.tsx";
import { statusWords } from "./appointment-words.ts";
import { DayTable } from "./DayTable.tsx";
import classes from "./FrontDeskHome.module.css";
import { neighbourDay, useDay, useMoveAppointment } from "./use-day.ts";

const board: readonly AppointmentStatus[] = ["booked", "arrived", "checked-in", "fulfilled", "noshow", "cancelled"];

/** The day's board: who comes, who is here, who didn't come. */
export function FrontDeskHome() {
  const { scopes } = useSession();
  const today = isoDay(new Date());
  const [shown, setShown] = useState(today);
  const [only, setOnly] = useState<AppointmentStatus | undefined>(undefined);
  const day = useDay(shown);
  const all = day.data?.appointments ?? [];
  const counts = board
    .map((status) => ({ status, count: all.filter((one) => one.status === status).length }))
    .filter(({ status, count }) => count > 0 || status === only);
  const mayMove = allows(scopes, "Appointment", "u");
  return (
    <>
      <PageHeader
        title={shown === today ? "Today’s board" : "Board"}
        summary={
          <Group gap={4}>
            <ActionIcon aria-label="Day before" onClick={() => setShown(neighbourDay(shown, -1))}>
              <IconChevronLeft size={18} aria-hidden />
            </ActionIcon>
            <span aria-live="polite">{weekdayText(shown)}</span>
            <ActionIcon aria-label="Day after" onClick={() => setShown(neighbourDay(shown, 1))}>
              <IconChevronRight size={18} aria-hidden />
            </ActionIcon>
            {shown !== today && (
              <Button variant="subtle" size="compact-sm" onClick={() => setShown(today)}>
                Today
              </Button>
            )}
          </Group>
        }
        actions={<RegisterPatientButton />}
      />
      <TaskSummary />
      {day.error !== null && <ErrorNotice error={day.error} again={() => void day.refetch()} />}
      {day.data === undefined && day.error === null && <PageWait />}
      {day.data !== undefined && all.length === 0 && (
        <EmptyState title="Nothing is booked on this day">
          Appointments stand here by the clock as soon as they are booked.
        </EmptyState>
      )}
      {day.data !== undefined && all.length > 0 && (
        <>
          <div className={classes.counts} role="group" aria-label="Show only">
            <CountButton label="All" count={all.length} pressed={only === undefined} press={() => setOnly(undefined)} />
            {counts.map(({ status, count }) => (
              <CountButton
                key={status}
                label={statusWords(status).label}
                count={count}
                pressed={only === status}
                press={() => setOnly(only === status ? undefined : status)}
              />
            ))}
          </div>
          <DayTable
            caption="Appointments of the day"
            day={day.data}
            appointments={only === undefined ? all : all.filter((one) => one.status === only)}
            withPractitioner
            actions={mayMove ? (appointment) => <Moves appointment={appointment} /> : undefined}
          />
        </>
      )}
    </>
  );
}

function CountButton({
  label,
  count,
  pressed,
  press,
}: {
  readonly label: string;
  readonly count: number;
  readonly pressed: boolean;
  readonly press: () => void;
}) {
  return (
    <button type="button" className={classes.count} aria-pressed={pressed} onClick={press}>
      <span className={classes.number}>{count}</span> {label}
    </button>
  );
}

const moves: Readonly<
  Partial<Record<AppointmentStatus, readonly { readonly to: AppointmentStatus; readonly label: string }[]>>
> = {
  booked: [
    { to: "arrived", label: "Arrived" },
    { to: "noshow", label: "Did not attend" },
    { to: "cancelled", label: "Cancel the appointment" },
  ],
  arrived: [
    { to: "fulfilled", label: "Seen" },
    { to: "booked", label: "Back to booked" },
  ],
  "checked-in": [
    { to: "fulfilled", label: "Seen" },
    { to: "booked", label: "Back to booked" },
  ],
  noshow: [{ to: "booked", label: "Back to booked" }],
};

/** The next step as a button, the others in a menu; each can be undone. */
function Moves({ appointment }: { readonly appointment: Appointment }) {
  const move = useMoveAppointment();
  const [first, ...others] = moves[appointment.status] ?? [];
  if (first === undefined) return null;
  const go = (status: AppointmentStatus) => {
    move.mutate(
      { appointment, status },
      {
        onSuccess: (moved) => {
          const id = `moved-${appointment.id}`;
          const undo = () => {
            notifications.hide(id);
            move.mutate({ appointment: moved, status: appointment.status }, { onError: tell });
          };
          notifications.show({
            id,
            title: statusWords(status).label,
            message: (
              <Button size="compact-sm" variant="default" mt={4} onClick={undo}>
                Undo
              </Button>
            ),
          });
        },
        onError: tell,
      },
    );
  };
  return (
    <Group gap={4} wrap="nowrap">
      <Button size="compact-sm" variant="default" loading={move.isPending} onClick={() => go(first.to)}>
        {first.label}
      </Button>
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label="More for this appointment">
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ to, label }) => (
              <Menu.Item key={to} onClick={() => go(to)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

function tell(error: unknown): void {
  notifications.show({ color: "red", title: "Not changed", message: failureText(error), autoClose: 10_000 });
}
