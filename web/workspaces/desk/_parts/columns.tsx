import type {
  ClinicAppointment,
  ClinicBoard,
  ClinicPlaces,
  ClinicTherapist,
  WeekdayName,
  WeeklyHours,
} from "../../../../contract/index.ts";
import { weekdayText } from "../../../ui/dates.ts";
import type { GridColumn } from "./DayGrid.tsx";
import { layOut } from "./layout.ts";
import { dayAfter, dayAt, minuteAt, minutesOf } from "./zoned.ts";
import { say } from "../words/index.ts";

export type View = "therapist" | "room" | "week";

type Shown = {
  readonly places: ClinicPlaces;
  readonly branch: ClinicPlaces["branches"][number];
  readonly board: ClinicBoard | undefined;
  readonly view: View;
  /** The day of columns that are therapists or rooms. */
  readonly day: string;
  /** The first day of the board. */
  readonly from: string;
  /** Whose week. */
  readonly therapist: ClinicTherapist | undefined;
  /** The practitioner who reads it. */
  readonly reader: string | undefined;
};

const weekdays: readonly WeekdayName[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

function hoursOn(day: string, hours: WeeklyHours) {
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
  return hours
    .filter(({ days }) => weekday !== undefined && days.includes(weekday))
    .map(({ from, until }) => ({ from: minutesOf(from), until: minutesOf(until) }));
}

/** When the branch is open on the days that are shown. */
export function rowsOf({ branch, view, day, from }: Shown) {
  const days = view === "week" ? Array.from({ length: 7 }, (_, index) => dayAfter(from, index)) : [day];
  return days.flatMap((one) => hoursOn(one, branch.opening));
}

/** The calendar's columns with what stands in them. What has no therapist, or no room, gets a column as long as there is any. */
export function columnsOf(shown: Shown): readonly GridColumn[] {
  const { places, branch, board, view, day } = shown;
  if (view === "week") return weekOf(shown);
  const all = (board?.appointments ?? []).filter((one) => isOn(one, day, places.timeZone));
  const whose = (one: ClinicAppointment) => (view === "room" ? one.room?.id : one.therapist?.id);
  const who =
    view === "room"
      ? places.rooms.filter(({ branchId }) => branchId === branch.id)
      : places.therapists.filter(
          ({ id, at }) =>
            at.some(({ branchId }) => branchId === undefined || branchId === branch.id) ||
            all.some((one) => one.therapist?.id === id),
        );
  const known = new Set(who.map(({ id }) => id));
  const nobodys = all.filter((one) => !known.has(whose(one) ?? ""));
  const columns = who.map(({ id, name }) =>
    column(shown, {
      key: id,
      title: name,
      day,
      appointments: all.filter((one) => whose(one) === id),
      open: view === "room" ? hoursOn(day, branch.opening) : worksOn(places, id, branch.id, day),
      // A closure of another branch is none of this one's.
      isAway: ({ who: { kind, id: of } }) => of === (kind === "branch" ? branch.id : id),
      note: view === "room" ? undefined : titleOf(places, id, branch.id),
      isPartly: isPartly(shown, view === "room" ? undefined : id),
    }),
  );
  if (nobodys.length === 0) return columns;
  const title = say(view === "room" ? "noRoom" : "nobodyYet");
  const isAway = ({ who: { kind, id } }: ClinicBoard["absences"][number]) => kind === "branch" && id === branch.id;
  return [...columns, column(shown, { key: "nobody", title, day, appointments: nobodys, open: undefined, isAway })];
}

function weekOf(shown: Shown): readonly GridColumn[] {
  const { places, branch, board, from, therapist } = shown;
  return Array.from({ length: 7 }, (_, index) => dayAfter(from, index)).map((day) =>
    column(shown, {
      key: day,
      title: weekdayText(day),
      day,
      appointments: (board?.appointments ?? []).filter(
        (one) => isOn(one, day, places.timeZone) && one.therapist?.id === therapist?.id,
      ),
      open: therapist === undefined ? undefined : worksOn(places, therapist.id, branch.id, day),
      isAway: ({ who: { kind, id } }) => id === (kind === "branch" ? branch.id : therapist?.id),
      isPartly: isPartly(shown, therapist?.id),
    }),
  );
}

/** Whether somebody may be there whom the reader isn't shown: never in their own column. */
function isPartly({ places, reader }: Shown, therapist: string | undefined): boolean {
  return !places.may.seeEverybody && (therapist === undefined || therapist !== reader);
}

type Drawn = {
  readonly key: string;
  readonly title: string;
  readonly day: string;
  readonly appointments: readonly ClinicAppointment[];
  readonly open: GridColumn["open"];
  readonly isAway: (absence: ClinicBoard["absences"][number]) => boolean;
  readonly note?: string | undefined;
  readonly isPartly?: boolean;
};

function column(
  { places, board }: Shown,
  { key, title, day, appointments, open, isAway, note, isPartly: partly = false }: Drawn,
): GridColumn {
  const minuteOf = (instant: string) => minuteOn(day, instant, places.timeZone);
  const capacityOf = (kind: string | undefined) => places.kinds.find(({ id }) => id === kind)?.capacity ?? 1;
  const blocks = layOut(appointments, { minuteOf, capacityOf });
  const away = (board?.absences ?? []).filter(isAway).map(({ start, end, label, who }) => ({
    from: Math.max(0, minuteOf(start)),
    until: Math.min(1_440, minuteOf(end)),
    label: label ?? say(who.kind === "branch" ? "closed" : who.kind === "room" ? "outOfUse" : "away"),
  }));
  return {
    key,
    title,
    heading: (
      <>
        <strong dir="auto">{title}</strong>
        {note !== undefined && <div dir="auto">{note}</div>}
        {partly && <div>{say("notShown")}</div>}
      </>
    ),
    blocks,
    open,
    away: away.filter(({ from, until }) => until > from),
  };
}

/** Minutes from the midnight of a day; below 0 or above 1,440 on another. */
function minuteOn(day: string, instant: string, timeZone: string): number {
  const days = (Date.parse(dayAt(instant, timeZone)) - Date.parse(day)) / 86_400_000;
  return days * 1_440 + minuteAt(instant, timeZone);
}

function isOn({ start, end }: ClinicAppointment, day: string, timeZone: string): boolean {
  return (
    start !== undefined &&
    end !== undefined &&
    minuteOn(day, start, timeZone) < 1_440 &&
    minuteOn(day, end, timeZone) > 0
  );
}

function worksOn({ therapists }: ClinicPlaces, therapist: string, branch: string, day: string): GridColumn["open"] {
  const at = therapists
    .find(({ id }) => id === therapist)
    ?.at.filter(({ branchId }) => branchId === undefined || branchId === branch);
  if (at === undefined || at.every(({ hours }) => hours.length === 0)) return undefined;
  return at.flatMap(({ hours }) => hoursOn(day, hours));
}

function titleOf({ therapists }: ClinicPlaces, therapist: string, branch: string): string | undefined {
  return therapists.find(({ id }) => id === therapist)?.at.find(({ branchId }) => branchId === branch)?.title;
}
