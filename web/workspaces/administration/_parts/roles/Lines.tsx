import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Lines.module.css";
import { say } from "./words/index.ts";

type Props<Line> = {
  readonly lines: readonly Line[];
  /** What one is called: "rule". */
  readonly what: string;
  readonly onChange: (lines: Line[]) => void;
  /** What "Add" adds; undefined: there is nothing to add now. */
  readonly fresh: Line | undefined;
  readonly addWords: string;
  /** The fields of one line. */
  readonly children: (line: Line, index: number, set: (part: Partial<Line>) => void) => ReactNode;
};

/** Lines of fields, each of which can be taken away, and a button for one more. */
export function Lines<Line extends object>({ lines, what, onChange, fresh, addWords, children }: Props<Line>) {
  const set = (index: number) => (part: Partial<Line>) =>
    onChange(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  return (
    <div className={classes.lines}>
      {lines.map((line, index) => (
        // Lines have no name of their own, and only the last ones come and go.
        <div key={index} className={classes.line}>
          {children(line, index, set(index))}
          <ActionIcon
            aria-label={say("takeAway", { what, number: index + 1 })}
            size={36}
            onClick={() => onChange(lines.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={15} aria-hidden />}
        disabled={fresh === undefined}
        onClick={() => fresh !== undefined && onChange([...lines, fresh])}
      >
        {addWords}
      </Button>
    </div>
  );
}
