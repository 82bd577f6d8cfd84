import { NumberInput, type NumberInputProps } from "@mantine/core";
import { say } from "./words/index.ts";

type Props = Omit<NumberInputProps, "description" | "min" | "max" | "onChange" | "suffix"> & {
  readonly unit: string;
  readonly bounds: readonly [least: number, most: number];
  /** Called with numbers only: a field that is empty for a moment changes nothing. */
  readonly onChange: (value: number) => void;
};

/** A whole number, said with its unit and bounds. */
export function BoundedNumber({ unit, bounds: [least, most], onChange, ...input }: Props) {
  return (
    <NumberInput
      description={say("bounds", { least, most, unit })}
      suffix={` ${unit}`}
      min={least}
      max={most}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      w="17rem"
      maw="100%"
      {...input}
      onChange={(value) => {
        if (typeof value === "number") onChange(value);
      }}
    />
  );
}
