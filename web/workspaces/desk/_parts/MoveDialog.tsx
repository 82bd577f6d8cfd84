import { Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { BookingRefusal, ClinicAppointment, ClinicPlaces } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { AgainstIt } from "./AgainstIt.tsx";
import { whose } from "./BlockCard.tsx";
import { FreeTimes } from "./FreeTimes.tsx";
import { type Freed, freedBy } from "./Offers.tsx";
import { refusalOf, useMove } from "./scheduling-calls.ts";
import { offerUndo, tellFailure } from "./use-acting.tsx";
import { movedWords, type NewPlace, wayBack } from "./use-moving.tsx";
import { instantOf, whenFaults, whenOf } from "./when.ts";
import { RoomField, TherapistField } from "./WishFields.tsx";
import { say } from "../words/index.ts";

/** An appointment, where it was dropped, and what the server had against that. */
export type Moving = {
  readonly appointment: ClinicAppointment;
  readonly to?: NewPlace;
  readonly against?: BookingRefusal;
};

type Typed = { readonly day: string; readonly time: string; readonly therapistId: string; readonly roomId: string };

/** What a refusal was about: another time or room isn't refused yet. */
const aboutOf = ({ day, time, therapistId, roomId }: Typed) => [day, time, therapistId, roomId].join("\n");

type Props = {
  readonly places: ClinicPlaces;
  readonly branch: string;
  readonly day: string;
  readonly moving: Moving;
  readonly close: () => void;
  /** Somebody on the waiting list would fit where it was. */
  readonly offer: (freed: Freed) => void;
};

/** To another time, therapist or room; of one on the waiting list, to its first time. */
export function MoveDialog({ places, branch, day, moving, close, offer }: Props) {
  useFocusBack();
  const { appointment, to } = moving;
  const isWaiting = appointment.state === "waiting-list";
  const back = useMove({ failed: tellFailure });
  const move = useMove({
    done: ({ appointment: after, waitingForIt = 0 }) => {
      announce(movedWords(after, places.timeZone));
      const freed = waitingForIt > 0 ? freedBy(appointment) : undefined;
      if (!isWaiting && freed === undefined)
        offerUndo(after.id, movedWords(after, places.timeZone), () => back.mutate(wayBack(appointment, after)));
      if (freed === undefined) close();
      else offer(freed);
    },
  });
  const form = useForm({
    initialValues: {
      ...whenOf(to?.start ?? appointment.start, day, places.timeZone),
      therapistId: (to?.therapistId === undefined ? appointment.therapist?.id : to.therapistId) ?? "",
      roomId: (to?.roomId === undefined ? appointment.room?.id : to.roomId) ?? "",
      reason: "",
    },
    validate: whenFaults,
  });
  useFocusKept(move.isPending);
  const { values } = form;
  const kindId = appointment.kind?.id ?? "";
  const [asked, setAsked] = useState(() => aboutOf(values));
  const isOfThis = aboutOf(values) === asked;
  const refusal = !isOfThis ? undefined : move.isIdle ? moving.against : refusalOf(move.error);
  const submit = form.onSubmit((typed) => {
    const start = instantOf(typed, places.timeZone);
    if (start === undefined) return;
    const { id, version } = appointment;
    setAsked(aboutOf(typed));
    const override =
      refusal?.code === "scheduling/needs-reason" && typed.reason.trim() !== ""
        ? { override: { reason: typed.reason.trim() } }
        : {};
    move.mutate({
      id,
      version,
      branchId: branch,
      start,
      therapistId: typed.therapistId === "" ? null : typed.therapistId,
      roomId: typed.roomId === "" ? null : typed.roomId,
      ...override,
    });
  });
  return (
    <Modal
      opened
      onClose={close}
      title={say(isWaiting ? "giveTimeTitle" : "move")}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>
            {whose(appointment)}
            {appointment.kind === undefined ? "" : `: ${appointment.kind.name}`}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput
              label={say("day")}
              autoComplete="off"
              {...(moving.against === undefined ? { "data-autofocus": true } : {})}
              {...form.getInputProps("day")}
            />
            <TextInput label={say("time")} autoComplete="off" placeholder="09:30" {...form.getInputProps("time")} />
            <TherapistField
              places={places}
              branch={branch}
              kind={kindId}
              placeholder={say("nobodyYet")}
              value={values.therapistId}
              choose={(value) => form.setFieldValue("therapistId", value)}
            />
            <RoomField
              places={places}
              branch={branch}
              value={values.roomId}
              choose={(value) => form.setFieldValue("roomId", value)}
            />
          </SimpleGrid>
          <FreeTimes
            places={places}
            wish={
              kindId === ""
                ? undefined
                : {
                    kind: kindId,
                    from: typedDate(values.day) ?? day,
                    days: 7,
                    branch,
                    therapist: values.therapistId === "" ? undefined : values.therapistId,
                  }
            }
            chosen={instantOf(values, places.timeZone)}
            choose={(free) =>
              form.setValues({ ...whenOf(free.start, day, places.timeZone), therapistId: free.therapistId, reason: "" })
            }
          />
          {refusalOf(move.error) === undefined && move.error !== null && <ErrorNotice error={move.error} />}
          {refusal !== undefined && <AgainstIt refusal={refusal} reason={form.getInputProps("reason")} />}
          <Group>
            <Button
              type="submit"
              loading={move.isPending}
              disabled={refusal?.code === "scheduling/needs-reason" && values.reason.trim() === ""}
            >
              {say(refusal?.code === "scheduling/needs-reason" ? "moveAllTheSame" : isWaiting ? "giveTime" : "move")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
