import { ActionIcon } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { fetchedLater, later } from "../../../ui/later.tsx";
import { LateMenu } from "../../../ui/LateMenu.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { type TherapyObservation, useWriteObservations } from "./use-therapy.ts";
import { say } from "./words/index.ts";

const MistakeActs = fetchedLater(async () => (await import("./MistakeActs.tsx")).MistakeActs);
const SensitivityDialog = later(
  async () => (await import("../_parts/sensitivity/SensitivityDialog.tsx")).SensitivityDialog,
);

/** What can be done with one observation: say who may see it, or that it is a mistake. The record keeps it as such. */
export function MistakeMenu({
  observation,
  title,
}: {
  readonly observation: TherapyObservation;
  readonly title: string;
}) {
  const { scopes } = useSession();
  const { patientId } = useChart();
  const write = useWriteObservations(patientId);
  const [open, setOpen] = useState<"sensitivity" | undefined>();
  const { id } = observation;
  if (id === undefined || !allows(scopes, "Observation", "u")) return null;
  const mark = () =>
    write.mutate([{ ...observation, status: "entered-in-error" }], {
      onSuccess: () => announce(say("markedMistake", { title })),
    });
  return (
    <>
      <LateMenu
        button={
          <ActionIcon size="md" aria-label={say("moreAbout", { title })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        }
        menu={(button) => (
          <MistakeActs button={button} title={title} sensitivity={() => setOpen("sensitivity")} mark={mark} />
        )}
      />
      {open === "sensitivity" && (
        <SensitivityDialog type="Observation" id={id} title={title} close={() => setOpen(undefined)} />
      )}
    </>
  );
}
