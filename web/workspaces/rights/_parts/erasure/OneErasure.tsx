import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconCircleX, IconClock, IconEraser } from "@tabler/icons-react";
import { useState } from "react";
import type { Erasure, ErasureDecision } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { dateTimeText } from "../../../../ui/dates.ts";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { AlteredChip } from "../../../governance/_parts/AlteredChip.tsx";
import { FateList } from "./FateList.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { RetainedList } from "./RetainedList.tsx";
import { SignErasureDialog } from "./SignErasureDialog.tsx";
import { useApproveErasure, useDecideErasure } from "./erasure-calls.ts";
import { erasureStepText, fatesText } from "./erasure-words.ts";

/** One proposal, what was decided of it, and what came of it. */
export function OneErasure({ erasure }: { readonly erasure: Erasure }) {
  const approve = useApproveErasure(erasure.id);
  const decide = useDecideErasure(erasure.id);
  const [asking, setAsking] = useState<ErasureDecision["event"] | "approve" | undefined>(undefined);
  const close = () => setAsking(undefined);
  const { id, fates, may, state } = erasure;
  const isWhole = erasure.scope === "whole";
  const isOpen = state === "proposed" || state === "approved";
  const proposed = erasure.steps.find(({ event }) => event === "propose");
  return (
    <Stack gap="sm">
      <Group>
        <ErasureChip erasure={erasure} />
        {may.approve && (
          <Button color="red" size="compact-sm" onClick={() => setAsking("approve")}>
            Approve erasure…
          </Button>
        )}
        {may.refuse && (
          <Button variant="default" size="compact-sm" onClick={() => setAsking("refuse")}>
            Refuse…
          </Button>
        )}
        {may.withdraw && (
          <Button variant="default" size="compact-sm" onClick={() => setAsking("withdraw")}>
            Withdraw…
          </Button>
        )}
      </Group>
      {erasure.steps.map((step) => (
        <Text key={`${step.at}|${step.event}`} size="sm" c="dimmed">
          {dateTimeText(step.at)}: {erasureStepText(step)}
        </Text>
      ))}
      {erasure.hasCertificate && (
        <Text size="sm">
          Certificate:{" "}
          <Anchor href={`/api/erasures/${id}/certificate.txt`} underline="always" download>
            signed, to read
          </Anchor>
          {", "}
          <Anchor href={`/api/erasures/${id}/certificate.json`} underline="always" download>
            JSON
          </Anchor>
          {!isWhole
            ? "."
            : erasure.clearedAt === undefined
              ? ". The server takes what was deleted off the database’s disk within minutes; the certificate then says when."
              : `. Deleted rows are off the database’s disk since ${dateTimeText(erasure.clearedAt)}.`}
        </Text>
      )}
      {isOpen && (
        <>
          <Text>
            {fatesText(fates)}
            {!isWhole && " All else of this patient stays in the chart."}
          </Text>
          <FateList label="What was proposed for each record" fates={fates} />
        </>
      )}
      {erasure.formerKeys !== undefined && (
        <Text size="sm">
          {erasure.formerKeys.endedAt === undefined
            ? "The key that these records were under opens the rest of this patient's record in older backups too. It goes once a newer full backup has that rest under a new key, and a drill has restored it."
            : `The key that these records were under is gone since ${dateTimeText(erasure.formerKeys.endedAt)}.`}
          {erasure.formerKeys.hasCertificate && (
            <>
              {" "}
              <Anchor href={`/api/erasures/${id}/certificate.keys.txt`} underline="always" download>
                Its certificate
              </Anchor>
            </>
          )}
        </Text>
      )}
      {state === "erased" && (isWhole || fates.some(({ action }) => action !== "erase")) && (
        <RetainedList erasure={id} />
      )}
      {asking === "approve" && (
        <SignErasureDialog
          title={isWhole ? "Erase this record for good" : "Erase these records for good"}
          action="Sign and erase"
          words={[
            `${fatesText(fates)} There is no way back: nobody here reads again what is erased. A certificate says what was erased, what stays and why.`,
            ...(proposed === undefined ? [] : [erasureStepText(proposed)]),
          ]}
          done="Erased"
          approve={approve}
          close={close}
        />
      )}
      {(asking === "refuse" || asking === "withdraw") && (
        <ReasonDialog
          title={asking === "refuse" ? "Refuse this erasure" : "Withdraw the proposal"}
          means="Nothing is erased. It can be proposed anew."
          action={asking === "refuse" ? "Refuse" : "Withdraw"}
          call={decide}
          say={(why) =>
            decide.mutate(
              { event: asking, why },
              {
                onSuccess: () => {
                  announce(asking === "refuse" ? "Refused" : "Withdrawn");
                  close();
                },
              },
            )
          }
          close={close}
        />
      )}
    </Stack>
  );
}

function ErasureChip({ erasure }: { readonly erasure: Erasure }) {
  if (erasure.altered) return <AlteredChip />;
  switch (erasure.state) {
    case "proposed":
      return (
        <StatusChip icon={IconClock} tone="caution">
          Awaits approval
        </StatusChip>
      );
    case "approved":
      return (
        <StatusChip icon={IconClock} tone="caution">
          Approved, not erased yet
        </StatusChip>
      );
    case "erased":
      return (
        <StatusChip icon={IconEraser} tone="good">
          Erased
        </StatusChip>
      );
    case "refused":
      return <StatusChip icon={IconCircleX}>Refused</StatusChip>;
    case "withdrawn":
      return <StatusChip icon={IconCircleX}>Withdrawn</StatusChip>;
    case "lapsed":
      return <StatusChip icon={IconCircleX}>Lapsed</StatusChip>;
  }
}
