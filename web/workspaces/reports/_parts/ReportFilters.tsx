import { ActionIcon, Button, Group, SegmentedControl, Select } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type Report, reportUnit } from "../../../../contract/index.ts";
import { DayField } from "./DayField.tsx";
import classes from "./Reports.module.css";
import { type Period, stepped } from "./period-steps.ts";
import { daysText } from "./words.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly period: Period;
  readonly branch: string | undefined;
  readonly report: Report | undefined;
  readonly today: string;
  readonly show: (change: Period & { readonly branch: string | undefined }) => void;
};

const units = [
  { value: "day", label: say("day") },
  { value: "week", label: say("week") },
  { value: "month", label: say("month") },
  { value: "custom", label: say("fromToUnit") },
];

/** Which days, and of which branch. All of it is in the address. */
export function ReportFilters({ period, branch, report, today, show }: Props) {
  const { unit, day, to = day } = period;
  const branches = report?.branches ?? [];
  return (
    <div className={classes.filters} role="group" aria-label={say("whatIsCounted")}>
      <SegmentedControl
        aria-label={say("period")}
        data={units}
        value={unit}
        onChange={(value) => {
          const next = reportUnit.catch("month").parse(value);
          const days = report?.days ?? { from: day, to };
          show(
            next === "custom"
              ? { unit: next, day: days.from, to: days.to, branch }
              : { unit: next, day: days.from, branch },
          );
        }}
      />
      {unit === "custom" && (
        <Group gap="xs" align="end">
          <DayField label={say("from")} value={day} set={(value) => show({ unit, day: value, to, branch })} />
          <DayField label={say("to")} value={to} set={(value) => show({ unit, day, to: value, branch })} />
        </Group>
      )}
      <Group gap={4}>
        <ActionIcon aria-label={say("periodBefore")} onClick={() => show({ ...stepped(period, -1), branch })}>
          <IconChevronLeft className="wb-mirrored" size={18} aria-hidden />
        </ActionIcon>
        <span aria-live="polite">{report === undefined ? "" : daysText(report.days)}</span>
        <ActionIcon aria-label={say("periodAfter")} onClick={() => show({ ...stepped(period, 1), branch })}>
          <IconChevronRight className="wb-mirrored" size={18} aria-hidden />
        </ActionIcon>
        {(report === undefined || today < report.days.from || today > report.days.to) && unit !== "custom" && (
          <Button variant="subtle" size="compact-sm" onClick={() => show({ unit, day: today, branch })}>
            {say("now")}
          </Button>
        )}
      </Group>
      {branches.length > 1 && (
        <Select
          aria-label={say("branch")}
          w="14rem"
          allowDeselect={false}
          data={[
            { value: "", label: say("allBranches") },
            ...branches.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={branch ?? ""}
          onChange={(value) => show({ ...period, branch: value === null || value === "" ? undefined : value })}
        />
      )}
    </div>
  );
}
