import { ActionIcon, Button, Group, SimpleGrid, Text, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { LogoField } from "./LogoField.tsx";
import type { Faults, HeadDraft } from "./paper-draft.ts";
import classes from "./Papers.module.css";
import { say } from "../../words/index.ts";

type Props = {
  readonly head: HeadDraft;
  readonly faults: Faults;
  readonly change: (part: Partial<HeadDraft>) => void;
};

const mostNumbers = 4;

/** Who hands the papers out: name, address, how to reach them, numbers that authorities gave, a logo. */
export function HeadFields({ head, faults, change }: Props) {
  const { registrations } = head;
  const put = (at: number, part: Partial<HeadDraft["registrations"][number]>) =>
    change({ registrations: registrations.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <>
      <TextInput
        label={say("name")}
        maxLength={120}
        autoComplete="off"
        value={head.name}
        error={faults.name}
        onChange={({ currentTarget: { value } }) => change({ name: value })}
      />
      <Textarea
        label={say("address")}
        description={say("lineByLine")}
        autosize
        minRows={2}
        maxRows={6}
        value={head.address}
        error={faults.address}
        onChange={({ currentTarget: { value } }) => change({ address: value })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={say("telephone")}
          maxLength={120}
          autoComplete="off"
          value={head.phone}
          onChange={({ currentTarget: { value } }) => change({ phone: value })}
        />
        <TextInput
          label={say("email")}
          maxLength={120}
          autoComplete="off"
          value={head.email}
          onChange={({ currentTarget: { value } }) => change({ email: value })}
        />
      </SimpleGrid>
      <fieldset className={classes.fieldset}>
        <legend>{say("registrations")}</legend>
        <Text size="sm" c="dimmed" mb="xs">
          {say("registrationsWhy")}
        </Text>
        {registrations.map(({ label, number }, at) => (
          <div key={at} className={classes.number}>
            <TextInput
              label={say("itsName")}
              maxLength={30}
              autoComplete="off"
              value={label}
              onChange={({ currentTarget: { value } }) => put(at, { label: value })}
            />
            <TextInput
              label={say("number")}
              maxLength={60}
              autoComplete="off"
              value={number}
              onChange={({ currentTarget: { value } }) => put(at, { number: value })}
            />
            <ActionIcon
              variant="subtle"
              mb={4}
              aria-label={say("leaveOut", { value: at + 1 })}
              onClick={() => change({ registrations: registrations.filter((_, index) => index !== at) })}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {faults.registrations !== undefined && (
          <Text size="sm" c="red" role="alert">
            {faults.registrations}
          </Text>
        )}
        <Group mt="xs">
          <Button
            size="compact-sm"
            variant="default"
            disabled={registrations.length >= mostNumbers}
            onClick={() => change({ registrations: [...registrations, { label: "", number: "" }] })}
          >
            {say("addNumber")}
          </Button>
        </Group>
      </fieldset>
      <TextInput
        label={say("footLine")}
        maxLength={200}
        autoComplete="off"
        value={head.foot}
        onChange={({ currentTarget: { value } }) => change({ foot: value })}
      />
      <LogoField logo={head.logo} change={(logo) => change({ logo })} />
    </>
  );
}
