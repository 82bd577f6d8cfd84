import { Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { ClinicAbsence, ClinicPlaces } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateText, weekdayText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import classes from "./BlockDialog.module.css";
import { roomsAt, therapistsAt } from "./choices.ts";
import { useDropAbsence, useMakeAbsence } from "./scheduling-calls.ts";
import { instantOf, whenFaults } from "./when.ts";
import { clockText, minuteAt } from "./zoned.ts";
import { say } from "../words/index.ts";
import { dotted } from "../../../ui/dotted.ts";

type Props = {
  readonly places: ClinicPlaces;
  readonly branch: ClinicPlaces["branches"][number];
  readonly day: string;
  /** Those of the days that are shown. */
  readonly absences: readonly ClinicAbsence[];
  readonly close: () => void;
};

/** Leave of a therapist, a room out of use, or a whole branch closed; and those there are. What is booked there stays. */
export function AbsenceDialog({ places, branch, day, absences, close }: Props) {
  useFocusBack();
  const make = useMakeAbsence();
  const drop = useDropAbsence();
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const zone = places.timeZone;
  const who = [
    { group: say("theBranch"), items: [{ value: `branch/${branch.id}`, label: branch.name }] },
    { group: say("therapists"), items: prefixed("therapist", therapistsAt(places, branch.id, "")) },
    { group: say("rooms"), items: prefixed("room", roomsAt(places, branch.id)) },
  ].filter(({ items }) => items.length > 0);
  const nameOf = (of: ClinicAbsence["who"]) =>
    who.flatMap(({ items }) => items).find(({ value }) => value === `${of.kind}/${of.id}`)?.label ?? say("elsewhere");
  const form = useForm({
    initialValues: {
      who: "",
      fromDay: dateText(day),
      fromTime: "00:00",
      untilDay: dateText(day),
      untilTime: "23:59",
      label: "",
    },
    validate: {
      who: (value) => (value === "" ? say("chooseWho") : null),
      fromDay: whenFaults.day,
      untilDay: whenFaults.day,
      fromTime: whenFaults.time,
      untilTime: (value, { fromDay, fromTime, untilDay }) => {
        const fault = whenFaults.time(value);
        if (fault !== null) return fault;
        const [start, end] = [
          instantOf({ day: fromDay, time: fromTime }, zone),
          instantOf({ day: untilDay, time: value }, zone),
        ];
        return start !== undefined && end !== undefined && end <= start ? say("endsAfter") : null;
      },
    },
  });
  const submit = form.onSubmit(({ who: chosen, fromDay, fromTime, untilDay, untilTime, label }) => {
    const start = instantOf({ day: fromDay, time: fromTime }, zone);
    const end = instantOf({ day: untilDay, time: untilTime }, zone);
    const [kind = "", id = ""] = chosen.split("/");
    if (start === undefined || end === undefined || !isKind(kind)) return;
    make.mutate(
      { requestId, who: { kind, id }, start, end, ...(label.trim() === "" ? {} : { label: label.trim() }) },
      {
        onSuccess: ({ affected }) => {
          announce(say("kept"));
          notifications.show({
            title: say("timeOffKept"),
            message: say("affected", { count: affected }),
          });
          setRequestId(crypto.randomUUID());
          close();
        },
      },
    );
  });
  return (
    <Modal
      opened
      onClose={close}
      title={say("timeOffTitle")}
      size="lg"
      closeButtonProps={{ "aria-label": say("close") }}
      closeOnClickOutside={false}
    >
      <Stack gap="md">
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <Select
              label={say("whoIsntThere")}
              data-autofocus
              searchable
              data={who}
              {...form.getInputProps("who")}
              value={form.values.who === "" ? null : form.values.who}
              onChange={(value) => form.setFieldValue("who", value ?? "")}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
              <TextInput label={say("from")} autoComplete="off" {...form.getInputProps("fromDay")} />
              <TextInput label={say("beginsAt")} autoComplete="off" {...form.getInputProps("fromTime")} />
              <TextInput label={say("untilDay")} autoComplete="off" {...form.getInputProps("untilDay")} />
              <TextInput label={say("endsAt")} autoComplete="off" {...form.getInputProps("untilTime")} />
            </SimpleGrid>
            <TextInput
              label={say("everybodyReads")}
              placeholder={say("leaveExamples")}
              maxLength={120}
              autoComplete="off"
              {...form.getInputProps("label")}
            />
            {make.error !== null && <ErrorNotice error={make.error} />}
            <Group>
              <Button type="submit" loading={make.isPending}>
                {say("keep")}
              </Button>
              <Button variant="subtle" onClick={close}>
                {say("cancel")}
              </Button>
            </Group>
          </Stack>
        </form>
        {absences.length > 0 && (
          <section aria-label={say("onDaysShown")}>
            <Text fw={600} size="sm" mb={4}>
              {say("onDaysShown")}
            </Text>
            <ul className={classes.list}>
              {absences.map((one) => (
                <li key={one.id} className={classes.one}>
                  <div className={classes.who}>
                    <strong>{nameOf(one.who)}</strong>
                    <Text size="sm" c="dimmed" component="span">
                      {dotted([
                        one.label,
                        say("span", { from: momentText(one.start, zone), until: momentText(one.end, zone) }),
                      ])}
                    </Text>
                  </div>
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={say("removeOf", { who: nameOf(one.who) })}
                    loading={drop.isPending && drop.variables === one.id}
                    onClick={() => drop.mutate(one.id)}
                  >
                    {say("remove")}
                  </Button>
                </li>
              ))}
            </ul>
            {drop.error !== null && <ErrorNotice error={drop.error} />}
          </section>
        )}
      </Stack>
    </Modal>
  );
}

const kinds = ["therapist", "room", "branch"] as const;

function isKind(text: string): text is (typeof kinds)[number] {
  return kinds.some((kind) => kind === text);
}

function prefixed(kind: string, choices: readonly { readonly value: string; readonly label: string }[]) {
  return choices.map(({ value, label }) => ({ value: `${kind}/${value}`, label }));
}

function momentText(instant: string, zone: string): string {
  return `${weekdayText(instant, zone)} ${clockText(minuteAt(instant, zone))}`;
}
