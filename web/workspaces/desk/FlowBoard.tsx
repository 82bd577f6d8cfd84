import { Button, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCalendarPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import type { ClinicAppointment } from "../../../contract/index.ts";
import { useOfferCommands } from "../../app/palette/page-commands.ts";
import { usePageKeys } from "../../app/shell/use-page-keys.ts";
import { weekdayText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { later } from "../../ui/later.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import { BranchField } from "./_parts/BranchField.tsx";
import { Lanes } from "./_parts/Lanes.tsx";
import { useBooking } from "./_parts/use-booking.tsx";
import { useBoard, usePlaces } from "./_parts/scheduling-calls.ts";
import { useBranch } from "./_parts/use-branch.ts";
import { useClock } from "./_parts/use-clock.ts";
import { useLive } from "./_parts/use-live.ts";
import { dayAt } from "./_parts/zoned.ts";
import type { CalendarSearch } from "./route.tsx";
import { say } from "./words/index.ts";

const CancelDialog = later(async () => (await import("./_parts/CancelDialog.tsx")).CancelDialog);

type Props = {
  readonly title: string;
  /** Between the heading and the lanes. */
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
};

const everybody = "everybody";
const none: readonly ClinicAppointment[] = [];

/** Where everybody is who comes today: expected, waiting and how long, in session, done. */
export function FlowBoard({ title, above, actions }: Props) {
  const search: Pick<CalendarSearch, "branch"> = useSearch({ strict: false });
  const navigate = useNavigate();
  const places = usePlaces();
  const { branch, likely, remember } = useBranch(places.data, search.branch);
  const clock = useClock();
  const zone = places.data?.timeZone ?? "UTC";
  const today = dayAt(clock, zone);
  const board = useBoard(likely, today, 1);
  const isLive = useLive();
  const isNarrow = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [only, setOnly] = useState(everybody);
  const [cancelling, setCancelling] = useState<ClinicAppointment | undefined>(undefined);
  const booking = useBooking({ places: places.data, branch: branch?.id, day: today, today });
  const { book, command } = booking;
  usePageKeys({ b: () => book({}) });
  const commands = useMemo(() => [command], [command]);
  useOfferCommands(commands);
  const all = board.data?.appointments ?? none;
  const shown = useMemo(
    () =>
      all.some(({ therapist }) => therapist?.id === only) ? all.filter(({ therapist }) => therapist?.id === only) : all,
    [all, only],
  );
  const again = useSteady(booking.bookAgain);
  if (places.error !== null) return <ErrorNotice error={places.error} again={() => void places.refetch()} />;
  if (places.data === undefined) return <PageWait />;
  const therapists = [
    ...new Map(all.flatMap(({ therapist }) => (therapist === undefined ? [] : [[therapist.id, therapist.name]]))),
  ].toSorted(([, one], [, other]) => one.localeCompare(other));
  return (
    <>
      <PageHeader
        title={title}
        summary={say(isLive ? "boardLive" : "boardAsks", { day: weekdayText(today) })}
        actions={
          <>
            <BranchField
              places={places.data}
              branch={branch?.id}
              choose={(id) => {
                remember(id);
                void navigate({ to: ".", search: (before) => ({ ...before, branch: id }), replace: true });
              }}
            />
            {therapists.length > 1 && (
              <Select
                aria-label={say("whosePatients")}
                w="11.5rem"
                allowDeselect={false}
                data={[
                  { value: everybody, label: say("everybodys") },
                  ...therapists.map(([value, label]) => ({ value, label })),
                ]}
                value={therapists.some(([id]) => id === only) ? only : everybody}
                onChange={(value) => setOnly(value ?? everybody)}
              />
            )}
            {places.data.may.book && branch !== undefined && (
              <Button leftSection={<IconCalendarPlus size={16} aria-hidden />} onClick={() => book({})}>
                {say("book")}
              </Button>
            )}
            {actions}
          </>
        }
      />
      {above}
      {booking.unfinished}
      {branch === undefined && <EmptyState title={say("noBranch")}>{say("noBranchWords")}</EmptyState>}
      {board.error !== null && <ErrorNotice error={board.error} again={() => void board.refetch()} />}
      {branch !== undefined && board.data === undefined && board.error === null && <PageWait />}
      {board.data !== undefined && (
        <Lanes
          appointments={shown}
          zone={zone}
          now={Date.parse(clock)}
          isNarrow={isNarrow}
          cancel={setCancelling}
          again={places.data.may.book ? again : undefined}
        />
      )}
      {cancelling !== undefined && <CancelDialog appointment={cancelling} close={() => setCancelling(undefined)} />}
      {booking.dialog}
    </>
  );
}
