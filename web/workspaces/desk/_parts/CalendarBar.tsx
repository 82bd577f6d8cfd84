import { ActionIcon, Button, Group, SegmentedControl, Select } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ClinicPlaces, ClinicTherapist } from "../../../../contract/index.ts";
import { weekdayText } from "../../../ui/dates.ts";
import { BranchField } from "./BranchField.tsx";
import type { View } from "./columns.tsx";
import { dayAfter } from "./zoned.ts";
import { say } from "../words/index.ts";

type Show = (change: {
  readonly branch?: string;
  readonly day?: string;
  readonly view?: "room" | "week" | undefined;
  readonly therapist?: string | undefined;
}) => void;

/** The day before and after, and today. */
export function DaySteps({
  view,
  day,
  from,
  today,
  show,
}: {
  readonly view: View;
  readonly day: string;
  readonly from: string;
  readonly today: string;
  readonly show: Show;
}) {
  const step = view === "week" ? 7 : 1;
  return (
    <Group gap={4}>
      <ActionIcon
        aria-label={say(view === "week" ? "weekBefore" : "dayBefore")}
        onClick={() => show({ day: dayAfter(day, -step) })}
      >
        <IconChevronLeft size={18} aria-hidden className="wb-mirrored" />
      </ActionIcon>
      <span aria-live="polite">{view === "week" ? say("weekOf", { day: weekdayText(from) }) : weekdayText(day)}</span>
      <ActionIcon
        aria-label={say(view === "week" ? "weekAfter" : "dayAfter")}
        onClick={() => show({ day: dayAfter(day, step) })}
      >
        <IconChevronRight size={18} aria-hidden className="wb-mirrored" />
      </ActionIcon>
      {day !== today && (
        <Button variant="subtle" size="compact-sm" onClick={() => show({ day: today })}>
          {say("today")}
        </Button>
      )}
    </Group>
  );
}

/** Which branch, by whom or by room or whose week. */
export function ViewFields({
  places,
  branch,
  view,
  therapists,
  therapist,
  show,
}: {
  readonly places: ClinicPlaces;
  readonly branch: string;
  readonly view: View;
  readonly therapists: readonly ClinicTherapist[];
  readonly therapist: string | undefined;
  readonly show: Show;
}) {
  return (
    <>
      <BranchField places={places} branch={branch} choose={(id) => show({ branch: id })} />
      <SegmentedControl
        aria-label={say("view")}
        size="sm"
        data={[
          { value: "therapist", label: say("therapists") },
          { value: "room", label: say("rooms") },
          { value: "week", label: say("week") },
        ]}
        value={view}
        onChange={(value) => show({ view: value === "room" || value === "week" ? value : undefined })}
      />
      {view === "week" && (
        <Select
          aria-label={say("whoseWeek")}
          w="13rem"
          searchable
          allowDeselect={false}
          data={therapists.map(({ id, name }) => ({ value: id, label: name }))}
          value={therapist ?? null}
          onChange={(value) => show({ therapist: value ?? undefined })}
        />
      )}
    </>
  );
}
