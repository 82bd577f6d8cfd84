import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconEraser, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { SensitivityDialog } from "../_parts/sensitivity/SensitivityDialog.tsx";
import { useChart } from "../_parts/record/use-chart.ts";
import { type TherapyObservation, useWriteObservations } from "./use-therapy.ts";
import { say } from "./words/index.ts";

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
  const [asked, setAsked] = useState(false);
  const { id } = observation;
  if (id === undefined || !allows(scopes, "Observation", "u")) return null;
  const mark = () =>
    write.mutate([{ ...observation, status: "entered-in-error" }], {
      onSuccess: () => announce(say("markedMistake", { title })),
    });
  return (
    <>
      <Menu position="bottom-end" floatingStrategy="fixed" onClose={() => setAsked(false)}>
        <Menu.Target>
          <ActionIcon size="md" aria-label={say("moreAbout", { title })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={() => setOpen("sensitivity")}>
            {say("sensitivityEllipsis")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconEraser size={16} aria-hidden />}
            closeMenuOnClick={asked}
            onClick={() => (asked ? mark() : setAsked(true))}
          >
            {asked ? say("yesMistake", { title }) : say("aMistake")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "sensitivity" && (
        <SensitivityDialog type="Observation" id={id} title={title} close={() => setOpen(undefined)} />
      )}
    </>
  );
}
