import { Button, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { say } from "../words/index.ts";
import type { Fields } from "./read-entry.ts";
import classes from "./RecordMeasure.module.css";

type Rows = Fields["activities"];

/** What the patient finds hard, each with its score. */
export function ActivityRows({
  rows,
  fault,
  onChange,
}: {
  readonly rows: Rows;
  readonly fault: ReactNode;
  readonly onChange: (rows: Rows) => void;
}) {
  const set = (at: number, part: Partial<Rows[number]>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <fieldset className={classes.activities}>
      <legend>{say("whatIsHard")}</legend>
      {rows.map((row, at) => (
        <div key={at} className={classes.activity}>
          <TextInput
            aria-label={say("activityNumber", { number: at + 1 })}
            placeholder={at === 0 ? say("climbingStairs") : undefined}
            dir="auto"
            autoComplete="off"
            value={row.name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={say("scoreOfActivity", { number: at + 1 })}
            inputMode="numeric"
            autoComplete="off"
            value={row.score}
            onChange={(event) => set(at, { score: event.currentTarget.value })}
          />
        </div>
      ))}
      {fault !== undefined && <p className={classes.fault}>{fault}</p>}
      {rows.length < 5 && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...rows, { name: "", score: "" }])}
        >
          {say("oneMore")}
        </Button>
      )}
    </fieldset>
  );
}
