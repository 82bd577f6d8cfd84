import { ActionIcon, Button, Group, SegmentedControl, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCalendarPlus, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useOfferCommands } from "../../app/palette/page-commands.ts";
import { weekdayText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { BlockDialog } from "./_parts/BlockDialog.tsx";
import { BookDialog, type Wish } from "./_parts/BookDialog.tsx";
import { columnsOf, rowsOf, type View } from "./_parts/columns.tsx";
import { DayGrid } from "./_parts/DayGrid.tsx";
import { DeskNav } from "./_parts/DeskNav.tsx";
import { shownHours } from "./_parts/layout.ts";
import { MoveDialog, type Moving } from "./_parts/MoveDialog.tsx";
import { useBoard, usePlaces } from "./_parts/scheduling-calls.ts";
import { useBranch } from "./_parts/use-branch.ts";
import { useClock } from "./_parts/use-clock.ts";
import { useLive } from "./_parts/use-live.ts";
import { WaitingSection } from "./_parts/WaitingSection.tsx";
import { dayAfter, dayAt, instantAt, minuteAt, mondayOf } from "./_parts/zoned.ts";
import type { CalendarSearch } from "./route.tsx";

/** A day of a branch by therapist or by room, or a therapist's week. */
export function CalendarPage() {
  const search: CalendarSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const places = usePlaces();
  const { branch, remember } = useBranch(places.data, search.branch);
  const clock = useClock();
  const zone = places.data?.timeZone ?? "UTC";
  const today = dayAt(clock, zone);
  const day = search.day ?? today;
  const view: View = search.view ?? "therapist";
  const from = view === "week" ? mondayOf(day) : day;
  const board = useBoard(branch?.id, from, view === "week" ? 7 : 1);
  useLive();
  const [dialog, setDialog] = useState<Dialog | undefined>(undefined);

  const show = (change: Partial<CalendarSearch>) => {
    if (change.branch !== undefined) remember(change.branch);
    void navigate({ to: "/calendar", search: { ...search, ...change }, replace: true });
  };
  const commands = useMemo(
    () => [
      { id: "calendar-today", label: "Calendar: today", run: () => void navigate({ to: "/calendar", search: {} }) },
      { id: "calendar-book", label: "Book an appointment", run: () => setDialog({ kind: "book", wish: {} }) },
    ],
    [navigate],
  );
  useOfferCommands(commands);

  if (places.error !== null) return <ErrorNotice error={places.error} again={() => void places.refetch()} />;
  if (places.data === undefined) return <PageWait />;
  if (branch === undefined)
    return (
      <>
        <PageHeader title="Calendar" />
        <EmptyState title="There is no branch yet">
          A branch is a Location of the directory. Whoever runs the house adds it, with its rooms and opening hours.
        </EmptyState>
      </>
    );

  const therapists = places.data.therapists.filter(({ at }) =>
    at.some(({ branchId }) => branchId === undefined || branchId === branch.id),
  );
  const therapist = therapists.find(({ id }) => id === search.therapist) ?? therapists[0];
  const shown = { places: places.data, branch, board: board.data, view, day, from, therapist };
  const columns = columnsOf(shown);
  const hours = shownHours(rowsOf(shown), [
    ...columns.flatMap(({ blocks }) => blocks),
    ...columns.flatMap(({ open }) => open ?? []),
  ]);
  const placeOf = (column: string, minute: number): Wish => {
    const on = view === "week" ? column : day;
    return {
      start: instantAt(on, minute, zone),
      ...(view === "therapist" && column !== "nobody" ? { therapistId: column } : {}),
      ...(view === "room" && column !== "nobody" ? { roomId: column } : {}),
      ...(view === "week" && therapist !== undefined ? { therapistId: therapist.id } : {}),
    };
  };
  const step = view === "week" ? 7 : 1;
  const now =
    view === "week"
      ? { minute: minuteAt(clock, zone), column: today }
      : day === today
        ? { minute: minuteAt(clock, zone) }
        : undefined;
  return (
    <>
      <DeskNav />
      <PageHeader
        title="Calendar"
        summary={
          <Group gap={4}>
            <ActionIcon
              aria-label={view === "week" ? "Week before" : "Day before"}
              onClick={() => show({ day: dayAfter(day, -step) })}
            >
              <IconChevronLeft size={18} aria-hidden />
            </ActionIcon>
            <span aria-live="polite">{view === "week" ? `Week of ${weekdayText(from)}` : weekdayText(day)}</span>
            <ActionIcon
              aria-label={view === "week" ? "Week after" : "Day after"}
              onClick={() => show({ day: dayAfter(day, step) })}
            >
              <IconChevronRight size={18} aria-hidden />
            </ActionIcon>
            {day !== today && (
              <Button variant="subtle" size="compact-sm" onClick={() => show({ day: today })}>
                Today
              </Button>
            )}
          </Group>
        }
        actions={
          places.data.may.book ? (
            <Button
              leftSection={<IconCalendarPlus size={16} aria-hidden />}
              onClick={() => setDialog({ kind: "book", wish: {} })}
            >
              Book
            </Button>
          ) : undefined
        }
      />
      <Group gap="sm" mb="sm">
        {places.data.branches.length > 1 && (
          <Select
            aria-label="Branch"
            w="12rem"
            data={places.data.branches.map(({ id, name }) => ({ value: id, label: name }))}
            value={branch.id}
            onChange={(value) => show({ branch: value ?? branch.id })}
          />
        )}
        <SegmentedControl
          aria-label="View"
          size="sm"
          data={[
            { value: "therapist", label: "Therapists" },
            { value: "room", label: "Rooms" },
            { value: "week", label: "Week" },
          ]}
          value={view}
          onChange={(value) => show({ view: value === "room" || value === "week" ? value : undefined })}
        />
        {view === "week" && (
          <Select
            aria-label="Whose week"
            w="14rem"
            searchable
            data={therapists.map(({ id, name }) => ({ value: id, label: name }))}
            value={therapist?.id ?? null}
            onChange={(value) => show({ therapist: value ?? undefined })}
          />
        )}
      </Group>
      {board.error !== null && <ErrorNotice error={board.error} again={() => void board.refetch()} />}
      {board.data === undefined && board.error === null && <PageWait />}
      {board.data !== undefined && columns.length === 0 && (
        <EmptyState title="Nobody works at this branch yet">
          A therapist is a Practitioner with a PractitionerRole at the branch.
        </EmptyState>
      )}
      {board.data !== undefined && columns.length > 0 && (
        <DayGrid
          label={view === "week" ? `Week of ${weekdayText(from)}` : weekdayText(day)}
          columns={columns}
          hours={hours}
          now={now}
          mayBook={places.data.may.book}
          book={(column, minute) => setDialog({ kind: "book", wish: placeOf(column, minute) })}
          open={(block) => setDialog({ kind: "block", ids: block.appointments.map(({ id }) => id) })}
          move={(block, { column, minute }) => {
            const [appointment] = block.appointments;
            setDialog({ kind: "move", moving: { appointment, ...placeOf(column, minute) } });
          }}
        />
      )}
      <WaitingSection
        branch={branch.id}
        place={(appointment) => setDialog({ kind: "move", moving: { appointment } })}
      />
      {dialog?.kind === "book" && (
        <BookDialog
          places={places.data}
          branch={branch.id}
          day={day}
          wish={dialog.wish}
          close={() => setDialog(undefined)}
          booked={(at) => {
            notifications.show({ title: "Booked", message: `${weekdayText(at, zone)}` });
            show({ day: dayAt(at, zone) });
          }}
        />
      )}
      {dialog?.kind === "block" && (
        <BlockDialog
          places={places.data}
          appointments={(board.data?.appointments ?? []).filter(({ id }) => dialog.ids.includes(id))}
          close={() => setDialog(undefined)}
          move={(appointment) => setDialog({ kind: "move", moving: { appointment } })}
          add={(wish) => setDialog({ kind: "book", wish })}
        />
      )}
      {dialog?.kind === "move" && (
        <MoveDialog
          places={places.data}
          branch={branch.id}
          day={day}
          moving={dialog.moving}
          close={() => setDialog(undefined)}
        />
      )}
    </>
  );
}

type Dialog =
  | { readonly kind: "book"; readonly wish: Wish }
  | { readonly kind: "block"; readonly ids: readonly string[] }
  | { readonly kind: "move"; readonly moving: Moving };
