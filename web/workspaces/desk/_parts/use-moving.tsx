import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRef } from "react";
import type { BookingRefusal, ClinicAppointment } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { weekdayText } from "../../../ui/dates.ts";
import { whose } from "./BlockCard.tsx";
import { type Freed, freedBy } from "./Offers.tsx";
import { refusalOf, useMove } from "./scheduling-calls.ts";
import { offerUndo, tellFailure } from "./use-acting.tsx";
import { clockText, minuteAt } from "./zoned.ts";
import { say } from "../words/index.ts";

/** Where an appointment goes; what isn't named stays. */
export type NewPlace = {
  readonly start: string;
  readonly therapistId?: string | null;
  readonly roomId?: string | null;
};

type Options = {
  readonly zone: string;
  /** What speaks against it: for a form that can give a reason or another time. */
  readonly refused: (appointment: ClinicAppointment, to: NewPlace, refusal: BookingRefusal) => void;
  /** Somebody on the waiting list would fit where it was, and is to be shown. */
  readonly offer: (freed: Freed) => void;
};

/** Moves an appointment at once, and offers the way back. */
export function useMoving({ zone, refused, offer }: Options) {
  const under = useRef(new Map<string, { readonly before: ClinicAppointment; readonly to: NewPlace }>());
  const back = useMove({ done: () => announce(say("movedBack")), failed: tellFailure });
  const move = useMove({
    done: ({ appointment: after, waitingForIt = 0 }) => {
      const before = under.current.get(after.id)?.before;
      if (before === undefined) return;
      under.current.delete(after.id);
      const title = movedWords(after, zone);
      announce(title);
      const freed = waitingForIt > 0 ? freedBy(before) : undefined;
      offerUndo(
        after.id,
        title,
        () => back.mutate(wayBack(before, after)),
        freed === undefined ? undefined : (
          <Button
            size="compact-sm"
            variant="subtle"
            mt={4}
            onClick={() => {
              notifications.hide(`acted-${after.id}`);
              offer(freed);
            }}
          >
            {say("waitingWouldFit", { count: waitingForIt })}
          </Button>
        ),
      );
    },
    failed: (error) => {
      const refusal = refusalOf(error);
      const last = [...under.current.values()].at(-1);
      if (refusal === undefined || last === undefined) tellFailure(error);
      else refused(last.before, last.to, refusal);
      under.current.clear();
    },
  });
  return (before: ClinicAppointment, to: NewPlace) => {
    under.current.set(before.id, { before, to });
    move.mutate({ id: before.id, version: before.version, ...to });
  };
}

export function movedWords(after: ClinicAppointment, zone: string): string {
  const who = whose(after);
  if (after.start === undefined) return say("moved", { who });
  return say("movedTo", {
    who,
    day: weekdayText(after.start, zone),
    time: clockText(minuteAt(after.start, zone)),
  });
}

/** The move that takes a move back. */
export function wayBack(before: ClinicAppointment, { id, version }: ClinicAppointment) {
  return {
    id,
    version,
    ...(before.start === undefined ? {} : { start: before.start }),
    therapistId: before.therapist?.id ?? null,
    roomId: before.room?.id ?? null,
    // It was there before: whatever speaks against the place was known.
    override: { reason: before.overrideReason ?? "Moved back" },
  };
}
