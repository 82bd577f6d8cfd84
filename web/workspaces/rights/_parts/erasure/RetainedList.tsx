import { Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconFileShredder, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import type { Retained, RetainedDecision } from "../../../../../contract/index.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { asSentence } from "../../../../ui/as-sentence.ts";
import { datesIn } from "../../../../ui/dates-in.ts";
import { Entries, Entry } from "../../../../ui/Entries.tsx";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { later } from "../../../../ui/later.tsx";
import { AlteredChip } from "../../../governance/_parts/AlteredChip.tsx";
import { useApproveEnd, useDecideRetained, useRetained } from "./erasure-calls.ts";
import { recordText } from "./erasure-words.ts";
import { inEnglish } from "../../../../language/index.ts";
import { say } from "../../words/index.ts";

const ReadRetainedDialog = later(async () => (await import("./ReadRetainedDialog.tsx")).ReadRetainedDialog);
const ReasonDialog = later(async () => (await import("./ReasonDialog.tsx")).ReasonDialog);
const SignErasureDialog = later(async () => (await import("./SignErasureDialog.tsx")).SignErasureDialog);

/** What stayed of an erased record: why, until when, and how it ends. */
export function RetainedList({ erasure }: { readonly erasure: string }) {
  const { permissions } = useSession();
  const list = useRetained(erasure);
  const decide = useDecideRetained(erasure);
  const approve = useApproveEnd(erasure);
  const [reading, setReading] = useState<Retained | undefined>(undefined);
  const [asking, setAsking] = useState<RetainedDecision["event"] | "approve" | undefined>(undefined);
  const close = () => setAsking(undefined);
  if (list.error !== null) return <ErrorNotice error={list.error} again={() => void list.refetch()} />;
  if (list.data === undefined) return <PageWait />;
  const { retained, missing } = list.data;
  if (retained.length === 0 && missing === 0) return <Text>{say("nothingStays")}</Text>;
  const over = retained.filter(({ isOver, state }) => isOver && state === "kept").length;
  const asked = retained.filter(({ state }) => state === "proposed" || state === "approved");
  return (
    <Stack gap="sm">
      {missing > 0 && (
        <div role="alert">
          <StatusChip icon={IconAlertTriangle} tone="danger">
            {say("recordsMissing", { count: missing })}
          </StatusChip>
          <Text size="sm">{say("retainedMissing")}</Text>
        </div>
      )}
      <Text>{say("retainedAbout")}</Text>
      <Group>
        {over > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking("propose")}>
            {say("destroyOverMore")}
          </Button>
        )}
        {asked.length > 0 && !asked.some(({ isMine }) => isMine) && (
          <Button size="compact-sm" color="red" onClick={() => setAsking("approve")}>
            {say("approveDestruction")}
          </Button>
        )}
        {asked.length > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking("give-back")}>
            {say("keepOnMore")}
          </Button>
        )}
      </Group>
      <Entries label={say("whatStays")}>
        {retained.map((one) => (
          <Entry
            key={one.id}
            mark={one.state === "destroyed" ? IconFileShredder : IconLock}
            title={one.fate === undefined ? one.id : recordText(one.fate.record)}
            aside={<RetainedChip one={one} />}
            facts={[
              ...(one.fate === undefined
                ? []
                : [
                    <span key="ground" {...inEnglish}>
                      {asSentence(datesIn(one.fate.words))}
                    </span>,
                  ]),
              ...(one.versions === undefined ? [] : [say("versions", { count: one.versions })]),
              ...(one.holds.length === 0 ? [] : [say("underHold", { holds: one.holds.join(", ") })]),
            ]}
            actions={
              permissions?.includes("retained.read") === true &&
              one.fate !== undefined &&
              one.state !== "destroyed" && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={say("readMoreOf", { record: recordText(one.fate.record) })}
                  onClick={() => setReading(one)}
                >
                  {say("readMore")}
                </Button>
              )
            }
          />
        ))}
      </Entries>
      {reading !== undefined && <ReadRetainedDialog retained={reading} close={() => setReading(undefined)} />}
      {asking === "approve" && (
        <SignErasureDialog
          title={say("destroyOver")}
          action={say("signAndDestroy")}
          words={[
            say("countOfStayed", {
              count: asked.length,
              records: asked.map(({ fate }) => recordText(fate?.record ?? "")).join(", "),
            }),
          ]}
          done={say("destroyed")}
          approve={approve}
          close={close}
        />
      )}
      {(asking === "propose" || asking === "give-back") && (
        <ReasonDialog
          title={asking === "propose" ? say("destroyOver") : say("keepItOn")}
          means={asking === "propose" ? say("destroyMeans") : say("nothingDestroyed")}
          action={say(asking === "propose" ? "propose" : "keepOn")}
          danger={asking === "propose"}
          call={decide}
          tell={(why) =>
            decide.mutate(
              { event: asking, why },
              {
                onSuccess: () => {
                  announce(asking === "propose" ? say("proposed") : say("keptOn"));
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

function RetainedChip({ one }: { readonly one: Retained }) {
  if (one.fate === undefined) return <AlteredChip />;
  if (one.state === "destroyed") return <StatusChip icon={IconFileShredder}>{say("destroyed")}</StatusChip>;
  if (one.state !== "kept")
    return (
      <StatusChip icon={IconFileShredder} tone="caution">
        {say("destructionAwaits")}
      </StatusChip>
    );
  return (
    <StatusChip icon={IconLock} tone="info">
      {one.isOver ? say("periodOver") : say("sealedAway")}
    </StatusChip>
  );
}
