import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import type { AppointmentAct, ClinicAppointment } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { failureText } from "../../../ui/ErrorNotice.tsx";
import { whose } from "./BlockCard.tsx";
import { useAct } from "./scheduling-calls.ts";
import { stateWords } from "./state-words.ts";
import { say } from "../words/index.ts";

/** Does an act at once, offers to undo it, and says if the server refused. */
export function useActing() {
  const undo = useAct({ done: ({ appointment }) => announce(saidOf(appointment)), failed: tellFailure });
  const act = useAct({
    done: ({ appointment }) => {
      announce(saidOf(appointment));
      if (appointment.may.includes("undo"))
        offerUndo(appointment.id, saidOf(appointment), () =>
          undo.mutate({ id: appointment.id, version: appointment.version, act: "undo" }),
        );
    },
    failed: tellFailure,
  });
  return ({ id, version }: ClinicAppointment, does: Exclude<AppointmentAct, "cancel">) =>
    does === "undo" ? undo.mutate({ id, version, act: does }) : act.mutate({ id, version, act: does });
}

function saidOf(appointment: ClinicAppointment): string {
  return say("saidOf", { who: whose(appointment), said: stateWords[appointment.state].label });
}

/** What was done, with the button that takes it back. A later one about the same appointment replaces it. */
export function offerUndo(appointment: string, title: string, undo: () => void, more?: ReactNode): void {
  const id = `acted-${appointment}`;
  notifications.hide(id);
  notifications.show({
    id,
    title,
    autoClose: 8_000,
    message: (
      <>
        <Button
          size="compact-sm"
          variant="default"
          mt={4}
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {say("undo")}
        </Button>
        {more}
      </>
    ),
  });
}

export function tellFailure(error: unknown): void {
  notifications.show({ color: "red", title: say("notChanged"), message: failureText(error), autoClose: 10_000 });
}
