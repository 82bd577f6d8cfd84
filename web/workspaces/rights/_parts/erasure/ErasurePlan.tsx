import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ErasureChoice, Fate, RightsRequest } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { ChooseRecords } from "./ChooseRecords.tsx";
import { FateList } from "./FateList.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { useErasurePlan, useProposeErasure } from "./erasure-calls.ts";
import { fatesText, namedText, recordText, untiedText } from "./erasure-words.ts";

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
            Look at each record
          </Button>
        </Group>
      ) : (
        <>
          <Text>
            {fatesText(fates)}
            {records !== undefined && " All else stays in the chart."}
          </Text>
          {plan.data !== undefined && plan.data.named.length > 0 && <Text>{namedText(plan.data.named)}</Text>}
          {plan.data !== undefined && plan.data.untied.length > 0 && <Text>{untiedText(plan.data.untied)}</Text>}
          <FateList
            label="What becomes of each record"
            fates={fates}
            actions={(fate) =>
              fate.action === "erase" ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Restrict instead… ${recordText(fate.record)}`}
                  onClick={() => setKeeping(fate)}
                >
                  Restrict instead…
                </Button>
              ) : choices.some(({ record }) => record === fate.record) ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Erase after all ${recordText(fate.record)}`}
                  onClick={() => look(choices.filter(({ record }) => record !== fate.record))}
                >
                  Erase after all
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
              Propose erasure…
            </Button>
            <Button variant="default" onClick={() => setChoosing(true)}>
              {records === undefined ? "Certain records only…" : "Choose others…"}
            </Button>
          </Group>
        </>
      )}
      {keeping !== undefined && (
        <ReasonDialog
          title="Restrict this record instead"
          means={`${recordText(keeping.record)} is sealed away with what the law keeps: nobody sees it in a chart, and one reads it with a reason. Say on which ground, and until when.`}
          action="Restrict"
          asksUntil
          say={(ground, until) => {
            look([...choices, { record: keeping.record, ground, until }]);
            setKeeping(undefined);
          }}
          close={() => setKeeping(undefined)}
        />
      )}
      {proposing && fates !== undefined && (
        <ReasonDialog
          title="Propose this erasure"
          means={`${fatesText(fates)} A second person has to approve it. Then there is no way back.`}
          action="Propose"
          danger
          call={propose}
          say={(why) =>
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
                  announce("Proposed");
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
