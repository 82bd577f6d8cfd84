import { Button, Group } from "@mantine/core";
import { IconDoorExit, IconPencil, IconPlayerPlay } from "@tabler/icons-react";
import type { Appointment, Encounter } from "../../../ui/clinical/fhir-types.ts";
import { visitStep } from "./visit.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly appointment: Appointment;
  readonly visit: Encounter | undefined;
  readonly who: string;
  readonly busy: boolean;
  readonly go: (step: "start" | "end") => void;
  readonly write: (() => void) | undefined;
};

/** Begins the visit, ends it, writes about it. */
export function VisitActs({ appointment, visit, who, busy, go, write }: Props) {
  const step = visitStep(appointment, visit);
  return (
    <Group gap={4} wrap="wrap">
      {step === "start" && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          disabled={busy}
          aria-label={say("startVisitOf", { who })}
          onClick={() => go("start")}
        >
          {say("start")}
        </Button>
      )}
      {step === "end" && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDoorExit size={14} aria-hidden />}
          disabled={busy}
          aria-label={say("endVisitOf", { who })}
          onClick={() => go("end")}
        >
          {say("end")}
        </Button>
      )}
      {visit !== undefined && write !== undefined && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPencil size={14} aria-hidden />}
          aria-label={say("noteOf", { who })}
          onClick={write}
        >
          {say("note")}
        </Button>
      )}
    </Group>
  );
}
