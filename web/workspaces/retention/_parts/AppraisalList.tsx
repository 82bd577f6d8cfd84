import { Anchor, Button, Text } from "@mantine/core";
import {
  IconArchive,
  IconCircleCheck,
  IconClock,
  IconFileShredder,
  IconHourglass,
  IconUserQuestion,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Appraisal, AppraisalDecision } from "../../../../contract/index.ts";
import { dateText, dateTimeText } from "../../../ui/dates.ts";
import { datesIn } from "../../../ui/dates-in.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { StatusChip } from "../../../ui/StatusChip.tsx";
import { AlteredChip } from "../../governance/_parts/AlteredChip.tsx";
import { ApproveDialog } from "./ApproveDialog.tsx";
import { decisionEvents, decisionWords, stepText, whoseText } from "./appraisal-words.ts";
import { DecideDialog } from "./DecideDialog.tsx";

type Props = { readonly appraisals: readonly Appraisal[]; readonly which: "open" | "over" };

/** Records whose periods are over, with what each may become. */
export function AppraisalList({ appraisals, which }: Props) {
  const [deciding, setDeciding] = useState<readonly [Appraisal, AppraisalDecision["event"]] | undefined>(undefined);
  const [approving, setApproving] = useState<Appraisal | undefined>(undefined);
  if (appraisals.length === 0)
    return (
      <EmptyState title={which === "open" ? "Nothing waits for appraisal" : "Nothing was destroyed yet"}>
        What is due as a whole comes into the queue when you ask for it. A named person decides on each record, and a
        second one approves its destruction.
      </EmptyState>
    );
  return (
    <>
      <Entries label={which === "open" ? "Waiting for appraisal" : "Appraised"}>
        {appraisals.map((one) => (
          <Entry
            key={one.id}
            mark={IconFileShredder}
            title={datesIn(whoseText(one))}
            aside={<AppraisalChip appraisal={one} />}
            facts={[
              ...(one.due === undefined ? [] : [`Due since ${dateText(one.due.since.slice(0, 10))}`]),
              ...(one.until === undefined ? [] : [`Kept until ${dateText(one.until.slice(0, 10))}`]),
              `In the queue since ${dateTimeText(one.queuedAt)}`,
            ]}
            actions={
              <>
                {decisionEvents
                  .filter((event) => one.may[event])
                  .map((event) => (
                    <Button
                      key={event}
                      size="compact-sm"
                      variant="default"
                      aria-label={`${decisionWords[event].label} ${whoseText(one)}`}
                      onClick={() => setDeciding([one, event])}
                    >
                      {decisionWords[event].label}
                    </Button>
                  ))}
                {one.may.approve && (
                  <Button
                    size="compact-sm"
                    color="red"
                    aria-label={`Approve destruction… ${whoseText(one)}`}
                    onClick={() => setApproving(one)}
                  >
                    Approve destruction…
                  </Button>
                )}
              </>
            }
          >
            {one.due !== undefined && <Text size="sm">{one.due.words}</Text>}
            {one.steps.map((step) => (
              <Text key={`${step.at}|${step.event}`} size="sm" c="dimmed">
                {dateTimeText(step.at)}: {stepText(step)}
              </Text>
            ))}
            {one.hasCertificate && (
              <Text size="sm">
                Certificate:{" "}
                <Anchor href={`/api/retention/appraisals/${one.id}/certificate.txt`} download>
                  signed, to read
                </Anchor>
                {", "}
                <Anchor href={`/api/retention/appraisals/${one.id}/certificate.json`} download>
                  JSON
                </Anchor>
              </Text>
            )}
          </Entry>
        ))}
      </Entries>
      {deciding !== undefined && (
        <DecideDialog appraisal={deciding[0]} event={deciding[1]} close={() => setDeciding(undefined)} />
      )}
      {approving !== undefined && <ApproveDialog appraisal={approving} close={() => setApproving(undefined)} />}
    </>
  );
}

function AppraisalChip({ appraisal }: { readonly appraisal: Appraisal }) {
  if (appraisal.altered) return <AlteredChip />;
  switch (appraisal.state) {
    case "queued":
      return (
        <StatusChip icon={IconUserQuestion} tone="info">
          To be decided
        </StatusChip>
      );
    case "proposed":
      return (
        <StatusChip icon={IconClock} tone="caution">
          Awaits approval
        </StatusChip>
      );
    case "approved":
      return (
        <StatusChip icon={IconClock} tone="caution">
          Approved, not destroyed yet
        </StatusChip>
      );
    case "kept":
      return <StatusChip icon={IconHourglass}>Kept longer</StatusChip>;
    case "transferred":
      return <StatusChip icon={IconArchive}>In an archive</StatusChip>;
    case "destroyed":
      return <StatusChip icon={IconFileShredder}>Destroyed</StatusChip>;
    case "gone":
      return <StatusChip icon={IconCircleCheck}>Not due any more</StatusChip>;
  }
}
