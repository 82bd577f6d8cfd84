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
import { AlteredChip } from "../../../governance/_parts/AlteredChip.tsx";
import { ReadRetainedDialog } from "./ReadRetainedDialog.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { SignErasureDialog } from "./SignErasureDialog.tsx";
import { useApproveEnd, useDecideRetained, useRetained } from "./erasure-calls.ts";
import { recordText } from "./erasure-words.ts";

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
  if (retained.length === 0 && missing === 0) return <Text>Nothing of this record stays.</Text>;
  const over = retained.filter(({ isOver, state }) => isOver && state === "kept").length;
  const asked = retained.filter(({ state }) => state === "proposed" || state === "approved");
  return (
    <Stack gap="sm">
      {missing > 0 && (
        <div role="alert">
          <StatusChip icon={IconAlertTriangle} tone="danger">
            {missing === 1 ? "1 record is missing" : `${missing} records are missing`}
          </StatusChip>
          <Text size="sm">
            Somebody took out of the database what had to stay. The certificate says what there was; a backup may have
            it.
          </Text>
        </div>
      )}
      <Text>What stays is in no chart. One officer at a time reads it, with a reason, and the ledger tells of it.</Text>
      <Group>
        {over > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking("propose")}>
            Destroy what is over…
          </Button>
        )}
        {asked.length > 0 && !asked.some(({ isMine }) => isMine) && (
          <Button size="compact-sm" color="red" onClick={() => setAsking("approve")}>
            Approve destruction…
          </Button>
        )}
        {asked.length > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking("give-back")}>
            Keep on…
          </Button>
        )}
      </Group>
      <Entries label="What stays">
        {retained.map((one) => (
          <Entry
            key={one.id}
            mark={one.state === "destroyed" ? IconFileShredder : IconLock}
            title={one.fate === undefined ? one.id : recordText(one.fate.record)}
            aside={<RetainedChip one={one} />}
            facts={[
              ...(one.fate === undefined ? [] : [asSentence(datesIn(one.fate.words))]),
              ...(one.versions === undefined ? [] : [one.versions === 1 ? "1 version" : `${one.versions} versions`]),
              ...(one.holds.length === 0 ? [] : [`Under hold ${one.holds.join(", ")}`]),
            ]}
            actions={
              permissions?.includes("retained.read") === true &&
              one.fate !== undefined &&
              one.state !== "destroyed" && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Read… ${recordText(one.fate.record)}`}
                  onClick={() => setReading(one)}
                >
                  Read…
                </Button>
              )
            }
          />
        ))}
      </Entries>
      {reading !== undefined && <ReadRetainedDialog retained={reading} close={() => setReading(undefined)} />}
      {asking === "approve" && (
        <SignErasureDialog
          title="Destroy what is over"
          action="Sign and destroy"
          words={[
            `${asked.length} of what stayed: ${asked.map(({ fate }) => recordText(fate?.record ?? "")).join(", ")}.`,
          ]}
          done="Destroyed"
          approve={approve}
          close={close}
        />
      )}
      {(asking === "propose" || asking === "give-back") && (
        <ReasonDialog
          title={asking === "propose" ? "Destroy what is over" : "Keep it on"}
          means={
            asking === "propose"
              ? "All whose period is over and that no hold covers. A second person has to approve it."
              : "Nothing is destroyed. It can be proposed anew."
          }
          action={asking === "propose" ? "Propose" : "Keep on"}
          danger={asking === "propose"}
          call={decide}
          say={(why) =>
            decide.mutate(
              { event: asking, why },
              {
                onSuccess: () => {
                  announce(asking === "propose" ? "Proposed" : "Kept on");
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
  if (one.state === "destroyed") return <StatusChip icon={IconFileShredder}>Destroyed</StatusChip>;
  if (one.state !== "kept")
    return (
      <StatusChip icon={IconFileShredder} tone="caution">
        Destruction awaits approval
      </StatusChip>
    );
  return (
    <StatusChip icon={IconLock} tone="info">
      {one.isOver ? "Its period is over" : "Sealed away"}
    </StatusChip>
  );
}
