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
import { later } from "../../../ui/later.tsx";
import { AlteredChip } from "../../governance/_parts/AlteredChip.tsx";
import { decisionEvents, decisionWords, stepText, whoseText } from "./appraisal-words.ts";
import { inEnglish } from "../../../language/index.ts";
import { say } from "../words/index.ts";

const ApproveDialog = later(async () => (await import("./ApproveDialog.tsx")).ApproveDialog);
const DecideDialog = later(async () => (await import("./DecideDialog.tsx")).DecideDialog);

type Props = { readonly appraisals: readonly Appraisal[]; readonly which: "open" | "over" };

/** Records whose periods are over, with what each may become. */
export function AppraisalList({ appraisals, which }: Props) {
  const [deciding, setDeciding] = useState<readonly [Appraisal, AppraisalDecision["event"]] | undefined>(undefined);
  const [approving, setApproving] = useState<Appraisal | undefined>(undefined);
  if (appraisals.length === 0)
    return (
      <EmptyState title={which === "open" ? say("nothingWaits") : say("nothingDestroyed")}>
        {say("whatQueueIs")}
      </EmptyState>
    );
  return (
    <>
      <Entries label={which === "open" ? say("waiting") : say("appraised")}>
        {appraisals.map((one) => (
          <Entry
            key={one.id}
            mark={IconFileShredder}
            title={datesIn(whoseText(one))}
            aside={<AppraisalChip appraisal={one} />}
            facts={[
              ...(one.due === undefined ? [] : [say("dueSince", { day: dateText(one.due.since.slice(0, 10)) })]),
              ...(one.until === undefined ? [] : [say("keptUntil", { day: dateText(one.until.slice(0, 10)) })]),
              say("queuedSince", { time: dateTimeText(one.queuedAt) }),
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
                      aria-label={say("decideOf", { act: decisionWords[event].label, whose: whoseText(one) })}
                      onClick={() => setDeciding([one, event])}
                    >
                      {decisionWords[event].label}
                    </Button>
                  ))}
                {one.may.approve && (
                  <Button
                    size="compact-sm"
                    color="red"
                    aria-label={say("approveDestructionOf", { whose: whoseText(one) })}
                    onClick={() => setApproving(one)}
                  >
                    {say("approveDestruction")}
                  </Button>
                )}
              </>
            }
          >
            {one.due !== undefined && (
              <Text {...inEnglish} size="sm">
                {one.due.words}
              </Text>
            )}
            {one.steps.map((step) => (
              <Text key={`${step.at}|${step.event}`} size="sm" c="dimmed">
                {say("stepLine", { time: dateTimeText(step.at), step: stepText(step) })}
              </Text>
            ))}
            {one.hasCertificate && (
              <Text size="sm">
                {say.rich("certificate", {
                  a: (inside) => (
                    <Anchor key="text" href={`/api/retention/appraisals/${one.id}/certificate.txt`} download>
                      {inside}
                    </Anchor>
                  ),
                  b: (inside) => (
                    <Anchor key="json" href={`/api/retention/appraisals/${one.id}/certificate.json`} download>
                      {inside}
                    </Anchor>
                  ),
                })}
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
          {say("toBeDecided")}
        </StatusChip>
      );
    case "proposed":
      return (
        <StatusChip icon={IconClock} tone="caution">
          {say("awaitsApproval")}
        </StatusChip>
      );
    case "approved":
      return (
        <StatusChip icon={IconClock} tone="caution">
          {say("approvedNotDestroyed")}
        </StatusChip>
      );
    case "kept":
      return <StatusChip icon={IconHourglass}>{say("keptLonger")}</StatusChip>;
    case "transferred":
      return <StatusChip icon={IconArchive}>{say("inArchive")}</StatusChip>;
    case "destroyed":
      return <StatusChip icon={IconFileShredder}>{say("destroyed")}</StatusChip>;
    case "gone":
      return <StatusChip icon={IconCircleCheck}>{say("notDue")}</StatusChip>;
  }
}
