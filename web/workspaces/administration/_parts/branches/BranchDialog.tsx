import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ClinicPlaces } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { type Location, useBranchRecord, useKeepBranch, wordsOf } from "./branch-calls.ts";
import { isFaulty, typedHours, weekdays } from "./opening.ts";

type Branch = ClinicPlaces["branches"][number];
type Props = { readonly branch: Branch | undefined; readonly close: () => void };

/** A branch: its name, where it is, how to reach it, when it is open. */
export function BranchDialog({ branch, close }: Props) {
  useFocusBack();
  const record = useBranchRecord(branch?.id);
  const title = branch === undefined ? "New branch" : `Change ${branch.name}`;
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      {record.error !== null && <ErrorNotice error={record.error} />}
      {branch !== undefined && record.data === undefined ? (
        record.error === null && <PageWait />
      ) : (
        <BranchForm branch={branch} record={record.data} close={close} />
      )}
    </Modal>
  );
}

function BranchForm({ branch, record, close }: Props & { readonly record: Location | undefined }) {
  const [words, setWords] = useState(() => wordsOf(record ?? { resourceType: "Location" }));
  const [hours, setHours] = useState(() => typedHours(branch?.opening ?? []));
  const [tried, setTried] = useState(false);
  const keep = useKeepBranch();
  const before = typedHours(branch?.opening ?? []);
  const hoursChanged = weekdays.some(({ day }) => hours[day] !== before[day]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const isSound = words.name.trim() !== "" && !weekdays.some(({ day }) => isFaulty(hours[day]));
    if (!isSound || keep.isPending) return;
    keep.mutate(
      { before: record, words, hours: hoursChanged ? hours : undefined },
      {
        onSuccess: () => {
          announce(`${words.name.trim()} is kept`);
          close();
        },
      },
    );
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
          label="Name"
          data-autofocus
          error={tried && words.name.trim() === "" ? "Give it a name." : undefined}
          {...field("name")}
        />
        <TextInput label="Street and number" {...field("street")} />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <TextInput label="Town" {...field("city")} />
          <TextInput label="Postal code" {...field("postalCode")} />
          <TextInput label="Telephone" {...field("phone")} />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
          {weekdays.map(({ day, name }) => (
            <TextInput
              key={day}
              label={`Open on ${name}`}
              placeholder="Closed"
              description={day === "mon" ? "Such as 08:00-12:00, 13:00-18:00" : undefined}
              autoComplete="off"
              value={hours[day]}
              error={isFaulty(hours[day]) ? "From and until, such as 08:00-18:00." : undefined}
              onChange={({ currentTarget: { value } }) => setHours({ ...hours, [day]: value })}
            />
          ))}
        </SimpleGrid>
        {keep.error !== null && <ErrorNotice error={keep.error} />}
        <Group>
          <Button type="submit" loading={keep.isPending}>
            Keep
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
