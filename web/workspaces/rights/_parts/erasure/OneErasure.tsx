import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconCircleX, IconClock, IconEraser } from "@tabler/icons-react";
import { useState } from "react";
import type { Erasure, ErasureDecision } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { dateTimeText } from "../../../../ui/dates.ts";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { later } from "../../../../ui/later.tsx";
import { AlteredChip } from "../../../governance/_parts/AlteredChip.tsx";
import { FateList } from "./FateList.tsx";
import { RetainedList } from "./RetainedList.tsx";
import { useApproveErasure, useDecideErasure } from "./erasure-calls.ts";
import { erasureStepText, fatesText } from "./erasure-words.ts";
import { say } from "../../words/index.ts";

const ReasonDialog = later(async () => (await import("./ReasonDialog.tsx")).ReasonDialog);
const SignErasureDialog = later(async () => (await import("./SignErasureDialog.tsx")).SignErasureDialog);

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
            {say("approveErasure")}
          </Button>
        )}
        {may.refuse && (
          <Button variant="default" size="compact-sm" onClick={() => setAsking("refuse")}>
            {say("refuseMore")}
          </Button>
        )}
        {may.withdraw && (
          <Button variant="default" size="compact-sm" onClick={() => setAsking("withdraw")}>
            {say("withdrawMore")}
          </Button>
        )}
      </Group>
      {erasure.steps.map((step) => (
        <Text key={`${step.at}|${step.event}`} size="sm" c="dimmed">
          {say("stepLine", { time: dateTimeText(step.at), step: erasureStepText(step) })}
        </Text>
      ))}
      {erasure.hasCertificate && (
        <Text size="sm">
          {say.rich("certificate", {
            a: (inside) => (
              <Anchor key="text" href={`/api/erasures/${id}/certificate.txt`} underline="always" download>
                {inside}
              </Anchor>
            ),
            b: (inside) => (
              <Anchor key="json" href={`/api/erasures/${id}/certificate.json`} underline="always" download>
                {inside}
              </Anchor>
            ),
          })}
          {isWhole
            ? `. ${erasure.clearedAt === undefined ? say("diskSoon") : say("diskSince", { time: dateTimeText(erasure.clearedAt) })}`
            : "."}
        </Text>
      )}
      {isOpen && (
        <>
          <Text>{isWhole ? fatesText(fates) : say("othersStay", { fates: fatesText(fates) })}</Text>
          <FateList label={say("whatWasProposed")} fates={fates} />
        </>
      )}
      {erasure.formerKeys !== undefined && (
        <Text size="sm">
          {erasure.formerKeys.endedAt === undefined
            ? say("keyOpensRest")
            : say("keyGone", { time: dateTimeText(erasure.formerKeys.endedAt) })}
          {erasure.formerKeys.hasCertificate && (
            <>
              {" "}
              <Anchor href={`/api/erasures/${id}/certificate.keys.txt`} underline="always" download>
                {say("itsCertificate")}
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
          title={isWhole ? say("eraseRecord") : say("eraseRecords")}
          action={say("signAndErase")}
          words={[
            say("noWayBack", { fates: fatesText(fates) }),
            ...(proposed === undefined ? [] : [erasureStepText(proposed)]),
          ]}
          done={say("erased")}
          approve={approve}
          close={close}
        />
      )}
      {(asking === "refuse" || asking === "withdraw") && (
        <ReasonDialog
          title={asking === "refuse" ? say("refuseErasure") : say("withdrawProposal")}
          means={say("nothingErased")}
          action={asking === "refuse" ? say("refuse") : say("withdraw")}
          call={decide}
          tell={(why) =>
            decide.mutate(
              { event: asking, why },
              {
                onSuccess: () => {
                  announce(asking === "refuse" ? say("refused") : say("withdrawn"));
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
          {say("awaitsApproval")}
        </StatusChip>
      );
    case "approved":
      return (
        <StatusChip icon={IconClock} tone="caution">
          {say("approvedNotErased")}
        </StatusChip>
      );
    case "erased":
      return (
        <StatusChip icon={IconEraser} tone="good">
          {say("erased")}
        </StatusChip>
      );
    case "refused":
      return <StatusChip icon={IconCircleX}>{say("refused")}</StatusChip>;
    case "withdrawn":
      return <StatusChip icon={IconCircleX}>{say("withdrawn")}</StatusChip>;
    case "lapsed":
      return <StatusChip icon={IconCircleX}>{say("lapsed")}</StatusChip>;
  }
}
