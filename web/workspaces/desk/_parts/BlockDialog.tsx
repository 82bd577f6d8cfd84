import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ClinicAppointment, ClinicPlaces } from "../../../../contract/index.ts";
import { dateText, weekdayText } from "../../../ui/dates.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { AppointmentActs } from "./AppointmentActs.tsx";
import classes from "./BlockDialog.module.css";
import { whose } from "./BlockCard.tsx";
import type { Wish } from "./booking-draft.ts";
import { CancelDialog } from "./CancelDialog.tsx";
import { StateChip } from "./StateChip.tsx";
import { clockText, minuteAt } from "./zoned.ts";
import { say } from "../words/index.ts";
import { dotted } from "../../../ui/dotted.ts";

type Props = {
  readonly places: ClinicPlaces;
  /** One, or those who share a session. */
  readonly appointments: readonly ClinicAppointment[];
  readonly close: () => void;
  readonly move: (appointment: ClinicAppointment) => void;
  readonly add: (wish: Wish) => void;
  readonly again: (appointment: ClinicAppointment) => void;
};

/** An appointment, or a session with everybody who comes to it: who, what, where, and what can be done. */
export function BlockDialog({ places, appointments, close, move, add, again }: Props) {
  useFocusBack();
  const [cancelling, setCancelling] = useState<ClinicAppointment | undefined>(undefined);
  const [first] = appointments;
  if (first?.start === undefined || first.end === undefined) return null;
  if (cancelling !== undefined) return <CancelDialog appointment={cancelling} close={() => setCancelling(undefined)} />;
  const zone = places.timeZone;
  const capacity = places.kinds.find(({ id }) => id === first.kind?.id)?.capacity ?? 1;
  const when = say("fromTo", {
    day: weekdayText(first.start, zone),
    from: clockText(minuteAt(first.start, zone)),
    until: clockText(minuteAt(first.end, zone)),
  });
  const where = [first.therapist?.name, first.room?.name].filter((one) => one !== undefined).join(", ");
  return (
    <Modal
      opened
      onClose={close}
      title={first.kind?.name ?? say("appointment")}
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {/* A menu opens within the dialog: there is room for it below the only row. */}
      <Stack gap="md" mih="18rem">
        <Text>
          {dotted([when, where, capacity > 1 ? say("places", { taken: appointments.length, capacity }) : ""])}
        </Text>
        <ul className={classes.list}>
          {appointments.map((one) => (
            <li key={one.id} className={classes.one}>
              <div className={classes.who}>
                {one.patient === undefined ? (
                  <span>{whose(one)}</span>
                ) : (
                  <Link to="/patients/$patientId" params={{ patientId: one.patient.id }}>
                    {whose(one)}
                  </Link>
                )}
                <Text size="sm" c="dimmed" component="span">
                  {dotted([
                    one.patient?.birthDate === undefined
                      ? undefined
                      : say("born", { day: dateText(one.patient.birthDate) }),
                    one.patient?.number,
                    one.cancelReason,
                    one.overrideReason === undefined
                      ? undefined
                      : say("bookedAllTheSame", { reason: one.overrideReason }),
                  ])}
                </Text>
              </div>
              <StateChip state={one.state} />
              <AppointmentActs
                appointment={one}
                move={() => move(one)}
                cancel={() => setCancelling(one)}
                again={places.may.book ? () => again(one) : undefined}
              />
            </li>
          ))}
        </ul>
        <Group>
          {places.may.book && capacity > appointments.length && (
            <Button
              variant="default"
              onClick={() =>
                add({
                  ...(first.start === undefined ? {} : { start: first.start }),
                  ...(first.kind === undefined ? {} : { kindId: first.kind.id }),
                  ...(first.therapist === undefined ? {} : { therapistId: first.therapist.id }),
                  ...(first.room === undefined ? {} : { roomId: first.room.id }),
                })
              }
            >
              {say("addPatient")}
            </Button>
          )}
          <Button variant="subtle" onClick={close}>
            {say("close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
