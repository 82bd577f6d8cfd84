import { Button, Text } from "@mantine/core";
import { IconCalendarOff, IconCalendarPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useMemo, useState } from "react";
import { useOfferCommands } from "../../app/palette/page-commands.ts";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { usePageKeys } from "../../app/shell/use-page-keys.ts";
import { weekdayText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { later } from "../../ui/later.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import { DaySteps, ViewFields } from "./_parts/CalendarBar.tsx";
import type { View } from "./_parts/columns.tsx";
import { DayGrid } from "./_parts/DayGrid.tsx";
import { DeskNav } from "./_parts/DeskNav.tsx";
import type { Block } from "./_parts/layout.ts";
import type { Moving } from "./_parts/MoveDialog.tsx";
import { NextFree } from "./_parts/NextFree.tsx";
import type { Freed } from "./_parts/Offers.tsx";
import { useBoard, usePlaces } from "./_parts/scheduling-calls.ts";
import { useBooking } from "./_parts/use-booking.tsx";
import { useBranch } from "./_parts/use-branch.ts";
import { useClock } from "./_parts/use-clock.ts";
import { useGrid, wishAt } from "./_parts/use-grid.ts";
import { useLive } from "./_parts/use-live.ts";
import { useMoving } from "./_parts/use-moving.tsx";
import { WaitingSection } from "./_parts/WaitingSection.tsx";
import { dayAfter, dayAt, minuteAt, mondayOf } from "./_parts/zoned.ts";
import type { CalendarSearch } from "./route.tsx";
import { say } from "./words/index.ts";

const AbsenceDialog = later(async () => (await import("./_parts/AbsenceDialog.tsx")).AbsenceDialog);
const BlockDialog = later(async () => (await import("./_parts/BlockDialog.tsx")).BlockDialog);
const MoveDialog = later(async () => (await import("./_parts/MoveDialog.tsx")).MoveDialog);
const OffersDialog = later(async () => (await import("./_parts/OffersDialog.tsx")).OffersDialog);

const daysOf = (view: View): number => (view === "week" ? 7 : 1);
const firstDayOf = (view: View, day: string): string => (view === "week" ? mondayOf(day) : day);

/** A day of a branch by therapist or by room, or a therapist's week. */
export function CalendarPage() {
  const search: CalendarSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const { practitioner, scopes } = useSession();
  const places = usePlaces();
  const { branch, likely, remember } = useBranch(places.data, search.branch);
  const clock = useClock();
  const zone = places.data?.timeZone ?? "UTC";
  const today = dayAt(clock, zone);
  const day = search.day ?? today;
  // What was asked for is marked, and what keys do follows it, before it is laid out: a week takes longer to lay out than a finger should notice.
  const asked: View = search.view ?? "therapist";
  const view = useDeferredValue(asked);
  const from = firstDayOf(view, day);
  const board = useBoard(likely, from, daysOf(view));
  useLive();
  const [dialog, setDialog] = useState<Dialog | undefined>(undefined);
  const close = () => setDialog(undefined);

  // From where the last key led, which may not be drawn yet. The type of `now` is any page's: this one is the calendar.
  const go = (change: (now: CalendarSearch) => CalendarSearch) => {
    const search = (now: object): CalendarSearch => ({ ...now, ...change(now) });
    void navigate({ to: "/calendar", search, replace: true });
  };
  const show = (change: CalendarSearch) => {
    if (change.branch !== undefined) remember(change.branch);
    go(() => change);
  };
  const stepBy = (steps: number) =>
    go((now) => ({ day: dayAfter(now.day ?? today, steps * daysOf(now.view ?? "therapist")) }));
  const booking = useBooking({
    places: places.data,
    branch: branch?.id,
    day,
    today,
    booked: (at) => {
      if (at !== "") show({ day: dayAt(at, zone) });
    },
  });
  const { book, command } = booking;
  const move = useMoving({
    zone,
    refused: (appointment, to, against) => setDialog({ kind: "move", moving: { appointment, to, against } }),
    offer: (freed) => setDialog({ kind: "offers", freed }),
  });
  usePageKeys({
    t: () => show({ day: today }),
    "[": () => stepBy(-1),
    "]": () => stepBy(1),
    b: () => book({}),
    w: () => go((now) => ({ view: now.view === "week" ? undefined : "week" })),
  });
  const toToday = useSteady(() => void navigate({ to: "/calendar", search: {} }));
  const commands = useMemo(
    () => [command, { id: "calendar-today", label: say("calendarToday"), run: toToday }],
    [command, toToday],
  );
  useOfferCommands(commands);

  const grid = useGrid({
    places: places.data,
    branch,
    board: board.data,
    view,
    day,
    from,
    wanted: search.therapist,
    reader: practitioner,
    today,
    minute: minuteAt(clock, zone),
  });
  const therapist = grid?.therapist;
  const placeOf = (column: string, minute: number) => wishAt({ view, day, zone, therapist }, column, minute);
  const bookAt = useSteady((column: string, at: number) => book(placeOf(column, at)));
  const open = useSteady((block: Block) => setDialog({ kind: "block", ids: block.appointments.map(({ id }) => id) }));
  const moveTo = useSteady(({ appointments: [appointment] }: Block, to: { column: string; minute: number }) => {
    const { start, therapistId, roomId } = placeOf(to.column, to.minute);
    move(appointment, {
      start,
      ...(view === "room" ? { roomId: roomId ?? null } : {}),
      ...(view === "therapist" ? { therapistId: therapistId ?? null } : {}),
    });
  });

  if (places.error !== null) return <ErrorNotice error={places.error} again={() => void places.refetch()} />;
  if (places.data === undefined) return <PageWait />;
  if (branch === undefined || grid === undefined)
    return (
      <>
        <DeskNav />
        <PageHeader title={say("calendar")} />
        <EmptyState title={say("noBranch")}>{say("noBranchWords")}</EmptyState>
      </>
    );

  const { therapists, columns, hours, colourOf, now } = grid;
  const label = view === "week" ? say("weekOf", { day: weekdayText(from) }) : weekdayText(day);
  // Who plans leave needn't book.
  const timeOff = allows(scopes, "Slot", "c") && (
    <Button
      variant="default"
      leftSection={<IconCalendarOff size={16} aria-hidden />}
      onClick={() => setDialog({ kind: "absence" })}
    >
      {say("timeOff")}
    </Button>
  );
  const absences = (board.data?.absences ?? []).filter(({ who }) => who.kind !== "branch" || who.id === branch.id);
  return (
    <>
      <DeskNav />
      <PageHeader
        title={say("calendar")}
        summary={<DaySteps view={asked} day={day} from={firstDayOf(asked, day)} today={today} show={show} />}
        actions={
          <>
            <ViewFields
              places={places.data}
              branch={branch.id}
              view={asked}
              therapists={therapists}
              therapist={therapist?.id}
              show={show}
            />
            {!places.data.may.book && timeOff}
            {places.data.may.book && (
              <>
                <NextFree
                  places={places.data}
                  branch={branch.id}
                  from={day > today ? day : today}
                  therapist={view === "week" ? therapist?.id : undefined}
                  found={({ start, therapistId, roomId }, kindId) => {
                    show({ day: dayAt(start, zone) });
                    book({ start, therapistId, kindId, ...(roomId === undefined ? {} : { roomId }) });
                  }}
                />
                {timeOff}
                <Button leftSection={<IconCalendarPlus size={16} aria-hidden />} onClick={() => book({})}>
                  {say("book")}
                </Button>
              </>
            )}
          </>
        }
      />
      {booking.unfinished}
      {!places.data.may.seeEverybody && (
        <Text size="sm" c="dimmed" mb="xs">
          {say("onlyYours")}
        </Text>
      )}
      {board.error !== null && <ErrorNotice error={board.error} again={() => void board.refetch()} />}
      {board.data === undefined && board.error === null && <PageWait />}
      {board.data !== undefined && columns.length === 0 && (
        <EmptyState title={say(view === "room" ? "noRooms" : "nobodyWorks")}>
          {say(view === "room" ? "roomIs" : "therapistIs")}
        </EmptyState>
      )}
      {board.data !== undefined && columns.length > 0 && (
        <DayGrid
          label={label}
          columns={columns}
          hours={hours}
          now={now}
          mayBook={places.data.may.book}
          colourOf={colourOf}
          book={bookAt}
          open={open}
          move={moveTo}
        />
      )}
      <WaitingSection
        branch={branch.id}
        place={(appointment) => setDialog({ kind: "move", moving: { appointment } })}
      />
      {booking.dialog}
      {dialog?.kind === "absence" && (
        <AbsenceDialog places={places.data} branch={branch} day={day} absences={absences} close={close} />
      )}
      {dialog?.kind === "block" && (
        <BlockDialog
          places={places.data}
          appointments={(board.data?.appointments ?? []).filter(({ id }) => dialog.ids.includes(id))}
          close={close}
          move={(appointment) => setDialog({ kind: "move", moving: { appointment } })}
          add={(wish) => {
            close();
            book(wish);
          }}
          again={(appointment) => {
            close();
            booking.bookAgain(appointment);
          }}
        />
      )}
      {dialog?.kind === "move" && (
        <MoveDialog
          places={places.data}
          branch={branch.id}
          day={day}
          moving={dialog.moving}
          close={close}
          offer={(freed) => setDialog({ kind: "offers", freed })}
        />
      )}
      {dialog?.kind === "offers" && <OffersDialog freed={dialog.freed} close={close} />}
    </>
  );
}

type Dialog =
  | { readonly kind: "absence" }
  | { readonly kind: "block"; readonly ids: readonly string[] }
  | { readonly kind: "move"; readonly moving: Moving }
  | { readonly kind: "offers"; readonly freed: Freed };
