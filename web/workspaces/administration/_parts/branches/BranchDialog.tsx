import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import type { ClinicPlaces } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { type Location, useBranchRecord, useKeepBranch, wordsOf } from "./branch-calls.ts";
import { OutsideNotice } from "../schedule/OutsideNotice.tsx";
import { isClear, useOutsideFirst } from "../schedule/use-outside-first.ts";
import { hoursOf, isFaulty, typedHours, weekdays } from "./opening.ts";
import { say } from "../../words/index.ts";

type Branch = ClinicPlaces["branches"][number];
type Props = { readonly branch: Branch | undefined; readonly places: ClinicPlaces; readonly close: () => void };

/** A branch: its name, where it is, how to reach it, when it is open. */
export function BranchDialog({ branch, places, close }: Props) {
  useFocusBack();
  const record = useBranchRecord(branch?.id);
  const title = branch === undefined ? say("newBranch") : say("changeOf", { name: branch.name });
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} size="lg" closeButtonProps={{ "aria-label": say("close") }}>
      {record.error !== null && <ErrorNotice error={record.error} />}
      {branch !== undefined && record.data === undefined ? (
        record.error === null && <PageWait />
      ) : (
        <BranchForm branch={branch} places={places} record={record.data} close={close} />
      )}
    </Modal>
  );
}

function BranchForm({ branch, places, record, close }: Props & { readonly record: Location | undefined }) {
  const [words, setWords] = useState(() => wordsOf(record ?? { resourceType: "Location" }));
  const [hours, setHours] = useState(() => typedHours(branch?.opening ?? []));
  const [tried, setTried] = useState(false);
  const [requestId] = useState(() => crypto.randomUUID());
  // As it was when this was opened: what is read anew meanwhile is somebody else's.
  const seen = useRef(branch?.version);
  const keep = useKeepBranch();
  const outsideFirst = useOutsideFirst(branch === undefined ? undefined : `branches/${branch.id}/opening`);
  const [before] = useState(() => typedHours(branch?.opening ?? []));
  const hoursChanged = weekdays.some(({ day }) => hours[day] !== before[day]);
  const wish = { hours: hoursOf(hours) };
  const found = hoursChanged ? outsideFirst.found(wish) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const isSound = words.name.trim() !== "" && !weekdays.some(({ day }) => isFaulty(hours[day]));
    if (!isSound || keep.isPending || outsideFirst.isPending) return;
    const go = () =>
      keep.mutate(
        { requestId, before: record, words, hours: hoursChanged ? hours : undefined, seen },
        {
          onSuccess: () => {
            announce(say("isKept", { name: words.name.trim() }));
            close();
          },
        },
      );
    if (hoursChanged) outsideFirst.first(wish, go);
    else go();
  };
  const field = (name: keyof typeof words) => ({
    autoComplete: "off",
    maxLength: 120,
    value: words[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) =>
      setWords({ ...words, [name]: value }),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={say("name")}
          data-autofocus
          error={tried && words.name.trim() === "" ? say("giveName") : undefined}
          {...field("name")}
        />
        <TextInput label={say("street")} {...field("street")} />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <TextInput label={say("town")} {...field("city")} />
          <TextInput label={say("postalCode")} {...field("postalCode")} />
          <TextInput label={say("telephone")} {...field("phone")} />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
          {weekdays.map(({ day, name }) => (
            <TextInput
              key={day}
              label={say("openOn", { name })}
              placeholder={say("closed")}
              description={day === "mon" ? say("hoursExample") : undefined}
              autoComplete="off"
              value={hours[day]}
              error={isFaulty(hours[day]) ? say("hoursRule") : undefined}
              onChange={({ currentTarget: { value } }) => setHours({ ...hours, [day]: value })}
            />
          ))}
        </SimpleGrid>
        {outsideFirst.error !== null && <ErrorNotice error={outsideFirst.error} />}
        <OutsideNotice outside={found} arrangement={places} what={say("outsideHours")} />
        {keep.error !== null && <ErrorNotice error={keep.error} />}
        <Group>
          <Button type="submit" loading={keep.isPending || outsideFirst.isPending}>
            {found === undefined || isClear(found) ? say("keep") : say("keepAllTheSame")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
