import { Anchor, Button, Text } from "@mantine/core";
import { IconEraser, IconLock, IconScale } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Fate } from "../../../../../contract/index.ts";
import { asSentence } from "../../../../ui/as-sentence.ts";
import { datesIn } from "../../../../ui/dates-in.ts";
import { Entries, Entry } from "../../../../ui/Entries.tsx";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { recordText } from "./erasure-words.ts";
import { inEnglish } from "../../../../language/index.ts";
import { say } from "../../words/index.ts";

const shownAtFirst = 20;

type Props = {
  readonly label: string;
  readonly fates: readonly Fate[];
  readonly actions?: (fate: Fate) => ReactNode;
};

/** What becomes of each record, with its ground: what stays first. */
export function FateList({ label, fates, actions }: Props) {
  const [all, setAll] = useState(false);
  const sorted = fates.toSorted((a, b) => rank(a) - rank(b) || (a.record < b.record ? -1 : 1));
  const shown = all ? sorted : sorted.slice(0, shownAtFirst);
  return (
    <>
      <Entries label={label}>
        {shown.map((fate) => (
          <Entry
            key={fate.record}
            mark={fate.action === "erase" ? IconEraser : fate.action === "keep" ? IconScale : IconLock}
            title={recordText(fate.record)}
            aside={<FateChip action={fate.action} />}
            facts={[
              <span key="ground" {...inEnglish}>
                {asSentence(datesIn(fate.words))}
              </span>,
            ]}
            actions={actions?.(fate)}
          >
            {fate.source !== undefined && fate.source.url !== "" && (
              <Text size="sm">
                <Anchor {...inEnglish} href={fate.source.url}>
                  {fate.source.name}, {fate.source.section}
                </Anchor>
              </Text>
            )}
          </Entry>
        ))}
      </Entries>
      {shown.length < sorted.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {say("showAll", { count: sorted.length })}
        </Button>
      )}
    </>
  );
}

const rank = ({ action }: Fate) => ["keep", "restrict", "erase"].indexOf(action);

function FateChip({ action }: Pick<Fate, "action">) {
  switch (action) {
    case "erase":
      return (
        <StatusChip icon={IconEraser} tone="caution">
          {say("erase")}
        </StatusChip>
      );
    case "restrict":
      return (
        <StatusChip icon={IconLock} tone="info">
          {say("fateRestrict")}
        </StatusChip>
      );
    case "keep":
      return (
        <StatusChip icon={IconScale} tone="info">
          {say("keep")}
        </StatusChip>
      );
  }
}
