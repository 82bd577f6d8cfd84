import { Checkbox, Group, Radio, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type ClinicArrangement, type KindColour, kindColour } from "../../../../../contract/index.ts";
import { BoundedNumber } from "../../../../ui/BoundedNumber.tsx";
import { KindDot } from "../../../../ui/KindDot.tsx";
import type { TypedKind } from "./kind-draft.ts";
import { say } from "../../words/index.ts";

type Props = {
  readonly value: TypedKind;
  readonly change: (part: Partial<TypedKind>) => void;
  readonly faults: Readonly<Partial<Record<"name" | "minutes" | "capacity", string>>>;
  readonly branches: ClinicArrangement["branches"];
};

const colourNames: Readonly<Record<KindColour, string>> = {
  blue: say("blue"),
  cyan: say("cyan"),
  teal: say("teal"),
  lime: say("lime"),
  violet: say("violet"),
  grape: say("grape"),
  pink: say("pink"),
  brown: say("brown"),
};

/** What a kind of appointment is: name, length, how many come together, where, and its colour. */
export function KindFields({ value, change, faults, branches }: Props) {
  return (
    <>
      <TextInput
        label={say("name")}
        data-autofocus
        autoComplete="off"
        maxLength={80}
        value={value.name}
        error={faults.name}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <BoundedNumber
          label={say("itTakes")}
          unit="minutes"
          bounds={[5, 720]}
          step={5}
          value={value.minutes}
          error={faults.minutes}
          onChange={(minutes) => change({ minutes })}
        />
        <BoundedNumber
          label={say("atATime")}
          unit="people"
          bounds={[1, 200]}
          value={value.capacity}
          error={faults.capacity}
          onChange={(capacity) => change({ capacity })}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {say("bookedStays")}
      </Text>
      <Checkbox.Group
        label={say("offeredAt")}
        description={say("noneTickedBranch")}
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
        label={say("colour")}
        description={say("besideName")}
        value={value.colour ?? ""}
        onChange={(next) => change({ colour: kindColour.options.find((one) => one === next) ?? null })}
      >
        <Group gap="md" mt={6}>
          <Radio value="" label={say("none")} />
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
