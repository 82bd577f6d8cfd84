import { useMemo } from "react";
import type { ClinicBoard, ClinicPlaces } from "../../../../contract/index.ts";
import type { Wish } from "./booking-draft.ts";
import { columnsOf, rowsOf, type View } from "./columns.tsx";
import { shownHours } from "./layout.ts";
import { instantAt, mondayOf } from "./zoned.ts";

type Asked = {
  readonly places: ClinicPlaces | undefined;
  readonly branch: ClinicPlaces["branches"][number] | undefined;
  readonly board: ClinicBoard | undefined;
  readonly view: View;
  readonly day: string;
  /** The first day of the board. */
  readonly from: string;
  /** Whose week was asked for. */
  readonly wanted: string | undefined;
  /** The practitioner who reads it. */
  readonly reader: string | undefined;
  readonly today: string;
  /** What the clock shows. */
  readonly minute: number;
};

/** The calendar's columns and hours: laid out anew where something of them is another. */
export function useGrid({ places, branch, board, view, day, from, wanted, reader, today, minute }: Asked) {
  const isNowShown = view === "week" ? mondayOf(today) === from : day === today;
  const now = useMemo(
    () => (isNowShown ? { minute, ...(view === "week" ? { column: today } : {}) } : undefined),
    [isNowShown, minute, view, today],
  );
  const laid = useMemo(() => {
    if (places === undefined || branch === undefined) return undefined;
    const therapists = places.therapists.filter(({ at }) =>
      at.some(({ branchId }) => branchId === undefined || branchId === branch.id),
    );
    const therapist = therapists.find(({ id }) => id === (wanted ?? reader)) ?? therapists[0];
    const shown = { places, branch, board, view, day, from, therapist, reader };
    const columns = columnsOf(shown);
    const hours = shownHours(rowsOf(shown), [
      ...columns.flatMap(({ blocks }) => blocks),
      ...columns.flatMap(({ open }) => open ?? []),
    ]);
    const colourOf = (kindId: string | undefined) => places.kinds.find(({ id }) => id === kindId)?.colour;
    return { therapists, therapist, columns, hours, colourOf };
  }, [places, branch, board, view, day, from, wanted, reader]);
  return laid === undefined ? undefined : { ...laid, now };
}

type Shown = {
  readonly view: View;
  readonly day: string;
  readonly zone: string;
  readonly therapist: { readonly id: string } | undefined;
};

/** What a cell of the grid stands for: when, and with whom or where. */
export function wishAt(
  { view, day, zone, therapist }: Shown,
  column: string,
  minute: number,
): Wish & { readonly start: string } {
  return {
    start: instantAt(view === "week" ? column : day, minute, zone),
    ...(view === "therapist" && column !== "nobody" ? { therapistId: column } : {}),
    ...(view === "room" && column !== "nobody" ? { roomId: column } : {}),
    ...(view === "week" && therapist !== undefined ? { therapistId: therapist.id } : {}),
  };
}
