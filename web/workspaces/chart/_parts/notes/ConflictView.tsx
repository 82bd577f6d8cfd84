import { Button, Group, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Draft } from "../../../../../contract/index.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import type { Words } from "./draft-copy.ts";
import type { DraftState } from "./draft-state.ts";
import { condenseDiff, type DiffLine, type DiffPart, diffLines, mergeTexts } from "./merge-texts.ts";
import classes from "./ConflictView.module.css";
import { say } from "./words/index.ts";

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
    <section className={classes.conflict} aria-label={say("twoVersions")}>
      <div className={classes.sides}>
        <Side name={say("hereOnDevice")} title={state.title} parts={parts} not="theirs" />
        <Side
          name={say("onServerSaved", { time: formatDateTime(theirs.savedAt) })}
          title={theirs.title}
          parts={parts}
          not="mine"
        />
      </div>
      {merged === undefined ? (
        <Group gap="xs">
          <Button onClick={() => setMerged(mergeTexts(state.text, theirs.text))}>{say("mergeThem")}</Button>
          <Button variant="default" onClick={() => keep({ title: state.title, text: state.text })}>
            {say("keepHere")}
          </Button>
          <Button variant="default" onClick={take}>
            {say("takeServers")}
          </Button>
        </Group>
      ) : (
        <>
          <Textarea
            label={say("mergedText")}
            description={say("mergedAbout")}
            dir="auto"
            value={merged}
            styles={{ input: { minBlockSize: "6lh", maxBlockSize: "20lh" } }}
            onChange={(event) => setMerged(event.currentTarget.value)}
            data-autofocus
          />
          <Group gap="xs">
            <Button onClick={() => keep({ title, text: merged })}>{say("keepMerged")}</Button>
            <Button variant="default" onClick={() => setMerged(undefined)}>
              {say("back")}
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
      {title !== "" && (
        <p className={classes.title} dir="auto">
          {title}
        </p>
      )}
      <div className={classes.text} dir="auto">
        {parts.map((part, at) =>
          part.kind === "same" ? (
            <span key={at} className={classes.same}>
              {say("sameLines", { count: part.count })}
              {"\n"}
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
