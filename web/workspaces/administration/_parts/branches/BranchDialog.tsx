import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ClinicPlaces } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { type Location, useBranchRecord, useKeepBranch, wordsOf } from "./branch-calls.ts";
import { isFaulty, typedHours, weekdays } from "./opening.ts";
import { say } from "../../words/index.ts";

type Branch = ClinicPlaces["branches"][number];
type Props = { readonly branch: Branch | undefined; readonly close: () => void };

/** A branch: its name, where it is, how to reach it, when it is open. */
export function BranchDialog({ branch, close }: Props) {
  useFocusBack();
  const record = useBranchRecord(branch?.id);
  const title = branch === undefined ? say("newBranch") : say("changeOf", { name: branch.name });
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} size="lg" closeButtonProps={{ "aria-label": say("close") }}>
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
          announce(say("isKept", { name: words.name.trim() }));
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
        {keep.error !== null && <ErrorNotice error={keep.error} />}
        <Group>
          <Button type="submit" loading={keep.isPending}>
            {say("keep")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
