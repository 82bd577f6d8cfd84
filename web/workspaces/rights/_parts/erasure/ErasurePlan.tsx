import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ErasureChoice, Fate, RightsRequest } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { later } from "../../../../ui/later.tsx";
import { ChooseRecords } from "./ChooseRecords.tsx";
import { FateList } from "./FateList.tsx";
import { useErasurePlan, useProposeErasure } from "./erasure-calls.ts";
import { fatesText, namedText, recordText, untiedText } from "./erasure-words.ts";
import { say } from "../../words/index.ts";

const ReasonDialog = later(async () => (await import("./ReasonDialog.tsx")).ReasonDialog);

/** What would become of each record, what the officer keeps beside that, and the proposal. */
export function ErasurePlan({ request }: { readonly request: RightsRequest }) {
  const plan = useErasurePlan();
  const propose = useProposeErasure();
  const [choices, setChoices] = useState<readonly ErasureChoice[]>([]);
  /** Absent: the whole record. */
  const [records, setRecords] = useState<readonly string[] | undefined>(undefined);
  const [everything, setEverything] = useState<readonly Fate[]>([]);
  const [choosing, setChoosing] = useState(false);
  const [keeping, setKeeping] = useState<Fate | undefined>(undefined);
  const [proposing, setProposing] = useState(false);
  const { patientId } = request;
  const look = (next: readonly ErasureChoice[], of = records) => {
    setChoices(next);
    setRecords(of);
    plan.mutate(
      { patientId, choices: next, records: of },
      {
        onSuccess: ({ fates: found }) => {
          if (of === undefined) setEverything(found);
          setChoosing(false);
        },
      },
    );
  };
  const lookAtAll = () => {
    setRecords(undefined);
    setChoices([]);
    plan.mutate({ patientId, choices: [] }, { onSuccess: ({ fates: found }) => setEverything(found) });
    setChoosing(false);
  };
  const fates = plan.data?.fates;
  return (
    <Stack gap="md">
      {plan.error !== null && <ErrorNotice error={plan.error} />}
      {choosing ? (
        <ChooseRecords
          fates={everything}
          before={records ?? []}
          isPending={plan.isPending}
          choose={(chosen) => look([], chosen)}
          close={lookAtAll}
        />
      ) : fates === undefined ? (
        <Group>
          <Button variant="default" loading={plan.isPending} onClick={lookAtAll}>
            {say("lookAtEach")}
          </Button>
        </Group>
      ) : (
        <>
          <Text>{records === undefined ? fatesText(fates) : say("allElseStays", { fates: fatesText(fates) })}</Text>
          {plan.data !== undefined && plan.data.named.length > 0 && <Text>{namedText(plan.data.named)}</Text>}
          {plan.data !== undefined && plan.data.untied.length > 0 && <Text>{untiedText(plan.data.untied)}</Text>}
          <FateList
            label={say("whatBecomes")}
            fates={fates}
            actions={(fate) =>
              fate.action === "erase" ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={say("restrictInsteadOf", { record: recordText(fate.record) })}
                  onClick={() => setKeeping(fate)}
                >
                  {say("restrictInstead")}
                </Button>
              ) : choices.some(({ record }) => record === fate.record) ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={say("eraseAfterAllOf", { record: recordText(fate.record) })}
                  onClick={() => look(choices.filter(({ record }) => record !== fate.record))}
                >
                  {say("eraseAfterAll")}
                </Button>
              ) : null
            }
          />
          <Group>
            <Button
              color="red"
              disabled={!fates.some(({ action }) => action === "erase")}
              onClick={() => setProposing(true)}
            >
              {say("proposeErasure")}
            </Button>
            <Button variant="default" onClick={() => setChoosing(true)}>
              {records === undefined ? say("certainOnly") : say("chooseOthers")}
            </Button>
          </Group>
        </>
      )}
      {keeping !== undefined && (
        <ReasonDialog
          title={say("restrictThis")}
          means={say("restrictMeans", { record: recordText(keeping.record) })}
          action={say("fateRestrict")}
          asksUntil
          tell={(ground, until) => {
            look([...choices, { record: keeping.record, ground, until }]);
            setKeeping(undefined);
          }}
          close={() => setKeeping(undefined)}
        />
      )}
      {proposing && fates !== undefined && (
        <ReasonDialog
          title={say("proposeThis")}
          means={say("proposeMeans", { fates: fatesText(fates) })}
          action={say("propose")}
          danger
          call={propose}
          tell={(why) =>
            propose.mutate(
              {
                patientId,
                requestId: request.id,
                choices: [...choices],
                ...(records === undefined ? {} : { records: [...records] }),
                why,
              },
              {
                onSuccess: () => {
                  announce(say("proposed"));
                  setProposing(false);
                },
              },
            )
          }
          close={() => setProposing(false)}
        />
      )}
    </Stack>
  );
}
