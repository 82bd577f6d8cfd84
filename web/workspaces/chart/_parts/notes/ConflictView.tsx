import { Button, Group, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Draft } from "../../../../../contract/index.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import type { Words } from "./draft-copy.ts";
import type { DraftState } from "./draft-state.ts";
import { condenseDiff, type DiffLine, type DiffPart, diffLines, mergeTexts } from "./merge-texts.ts";
import classes from "./ConflictView.module.css";

type Props = {
  readonly state: DraftState;
  readonly theirs: Draft;
  readonly keep: (words: Words) => void;
  readonly take: () => void;
};

/** Both texts side by side, what differs marked; nothing is lost until the person has chosen. */
export function ConflictView({ state, theirs, keep, take }: Props) {
  const [merged, setMerged] = useState<string | undefined>(undefined);
  const parts = condenseDiff(diffLines(state.text, theirs.text));
  const title = state.title.trim() === "" ? theirs.title : state.title;
  return (
    <section className={classes.conflict} aria-label="Two versions of this draft">
      <div className={classes.sides}>
        <Side name="Here, on this device" title={state.title} parts={parts} not="theirs" />
        <Side
          name={`On the server, saved ${formatDateTime(theirs.savedAt)}`}
          title={theirs.title}
          parts={parts}
          not="mine"
        />
      </div>
      {merged === undefined ? (
        <Group gap="xs">
          <Button onClick={() => setMerged(mergeTexts(state.text, theirs.text))}>Merge them</Button>
          <Button variant="default" onClick={() => keep({ title: state.title, text: state.text })}>
            Keep the one here
          </Button>
          <Button variant="default" onClick={take}>
            Take the one on the server
          </Button>
        </Group>
      ) : (
        <>
          <Textarea
            label="Merged text"
            description="Every line of both. Put it right, then keep it."
            value={merged}
            styles={{ input: { minBlockSize: "6lh", maxBlockSize: "20lh" } }}
            onChange={(event) => setMerged(event.currentTarget.value)}
            data-autofocus
          />
          <Group gap="xs">
            <Button onClick={() => keep({ title, text: merged })}>Keep the merged text</Button>
            <Button variant="default" onClick={() => setMerged(undefined)}>
              Back
            </Button>
          </Group>
        </>
      )}
    </section>
  );
}

type SideProps = {
  readonly name: string;
  readonly title: string;
  readonly parts: readonly DiffPart[];
  readonly not: "mine" | "theirs";
};

function Side({ name, title, parts, not }: SideProps) {
  return (
    <div className={classes.side}>
      <h2 className={classes.name}>{name}</h2>
      {title !== "" && <p className={classes.title}>{title}</p>}
      <div className={classes.text}>
        {parts.map((part, at) =>
          part.kind === "same" ? (
            <span key={at} className={classes.same}>
              {part.count} lines are the same in both{"\n"}
            </span>
          ) : (
            <Lines key={at} lines={part.lines.filter((line) => line.side !== not)} />
          ),
        )}
      </div>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly DiffLine[] }) {
  return lines.map((line, at) => {
    const Mark = line.side === "both" ? "span" : "mark";
    return (
      <Mark key={at} className={line.side === "both" ? undefined : classes.only}>
        {line.text}
        {"\n"}
      </Mark>
    );
  });
}
