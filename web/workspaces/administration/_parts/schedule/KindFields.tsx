import { Checkbox, Group, Radio, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type ClinicArrangement, type KindColour, kindColour } from "../../../../../contract/index.ts";
import { BoundedNumber } from "../../../../ui/BoundedNumber.tsx";
import { KindDot } from "../../../../ui/KindDot.tsx";
import type { TypedKind } from "./kind-draft.ts";

type Props = {
  readonly value: TypedKind;
  readonly change: (part: Partial<TypedKind>) => void;
  readonly faults: Readonly<Partial<Record<"name" | "minutes" | "capacity", string>>>;
  readonly branches: ClinicArrangement["branches"];
};

const colourNames: Readonly<Record<KindColour, string>> = {
  blue: "Blue",
  cyan: "Cyan",
  teal: "Teal",
  lime: "Lime",
  violet: "Violet",
  grape: "Grape",
  pink: "Pink",
  brown: "Brown",
};

/** What a kind of appointment is: name, length, how many come together, where, and its colour. */
export function KindFields({ value, change, faults, branches }: Props) {
  return (
    <>
      <TextInput
        label="Name"
        data-autofocus
        autoComplete="off"
        maxLength={80}
        value={value.name}
        error={faults.name}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <BoundedNumber
          label="It takes"
          unit="minutes"
          bounds={[5, 720]}
          step={5}
          value={value.minutes}
          error={faults.minutes}
          onChange={(minutes) => change({ minutes })}
        />
        <BoundedNumber
          label="At a time"
          unit="people"
          bounds={[1, 200]}
          value={value.capacity}
          error={faults.capacity}
          onChange={(capacity) => change({ capacity })}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        What is booked keeps its length and its place.
      </Text>
      <Checkbox.Group
        label="Offered at"
        description="None ticked: at every branch."
        value={value.branchIds}
        onChange={(branchIds) => change({ branchIds })}
      >
        <Stack gap={6} mt={6}>
          {branches.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Radio.Group
        label="Colour in the calendar"
        description="Beside its name."
        value={value.colour ?? ""}
        onChange={(next) => change({ colour: kindColour.options.find((one) => one === next) ?? null })}
      >
        <Group gap="md" mt={6}>
          <Radio value="" label="None" />
          {kindColour.options.map((colour) => (
            <Radio
              key={colour}
              value={colour}
              label={
                <>
                  <KindDot colour={colour} />
                  {colourNames[colour]}
                </>
              }
            />
          ))}
        </Group>
      </Radio.Group>
    </>
  );
}
