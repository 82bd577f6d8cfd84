import { Select } from "@mantine/core";

type Props = {
  readonly label: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly choose: (value: string | null) => void;
};

/** Periods where there is no room to have them all in one line. */
export function PeriodSelect({ label, data, value, choose }: Props) {
  return <Select aria-label={label} data={data} value={value} onChange={choose} w={120} />;
}
