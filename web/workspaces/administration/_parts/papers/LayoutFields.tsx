import { Checkbox, NativeSelect, NumberInput, SimpleGrid, Stack } from "@mantine/core";
import type { PaperLayout } from "../../../../../contract/index.ts";
import type { Faults } from "./paper-draft.ts";
import classes from "./Papers.module.css";

type Props = {
  readonly layout: PaperLayout;
  readonly faults: Faults;
  readonly change: (layout: PaperLayout) => void;
};

const pages = [
  { value: "A4", label: "A4" },
  { value: "A5", label: "A5" },
  { value: "LETTER", label: "Letter" },
];
const rolls = [{ value: "ROLL80", label: "Receipt roll, 80 mm" }];
const labels = ["62x29", "89x36", "57x32", "50x25"].map((value) => ({
  value,
  label: `${value.replace("x", " × ")} mm`,
}));

/** On which paper, with which margins, and what stands on receipts. */
export function LayoutFields({ layout, faults, change }: Props) {
  const { money, pages: letters, label } = layout;
  const ofMoney = (part: Partial<PaperLayout["money"]>) => change({ ...layout, money: { ...money, ...part } });
  const ofPages = (part: Partial<PaperLayout["pages"]>) => change({ ...layout, pages: { ...letters, ...part } });
  return (
    <>
      <fieldset className={classes.fieldset}>
        <legend>Invoices and receipts</legend>
        <SimpleGrid cols={{ base: 1, xs: 2 }} mb="sm">
          <NativeSelect
            label="Paper"
            data={[...pages, ...rolls]}
            value={money.size}
            // Another paper has other margins.
            onChange={({ currentTarget: { value } }) =>
              ofMoney({ size: value as PaperLayout["money"]["size"], margin: null })
            }
          />
          <Margin margin={money.margin} error={faults.money} change={(margin) => ofMoney({ margin })} />
        </SimpleGrid>
        <Stack gap="xs">
          <Checkbox
            label="Numbers of registration"
            checked={money.registrations}
            onChange={({ currentTarget: { checked } }) => ofMoney({ registrations: checked })}
          />
          <Checkbox
            label="The patient’s number"
            checked={money.patientNumber}
            onChange={({ currentTarget: { checked } }) => ofMoney({ patientNumber: checked })}
          />
          <Checkbox
            label="Number and verification code as a QR code"
            checked={money.code}
            onChange={({ currentTarget: { checked } }) => ofMoney({ code: checked })}
          />
        </Stack>
      </fieldset>
      <fieldset className={classes.fieldset}>
        <legend>Letters, home-exercise sheets, reports</legend>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NativeSelect
            label="Paper"
            data={pages}
            value={letters.size}
            onChange={({ currentTarget: { value } }) => ofPages({ size: value as PaperLayout["pages"]["size"] })}
          />
          <Margin margin={letters.margin} error={faults.pages} change={(margin) => ofPages({ margin })} />
        </SimpleGrid>
      </fieldset>
      <fieldset className={classes.fieldset}>
        <legend>Labels</legend>
        <NativeSelect
          label="Size"
          data={labels}
          value={label}
          onChange={({ currentTarget: { value } }) => change({ ...layout, label: value as PaperLayout["label"] })}
        />
      </fieldset>
    </>
  );
}

type MarginProps = {
  readonly margin: number | null;
  readonly error: string | undefined;
  readonly change: (margin: number | null) => void;
};

function Margin({ margin, error, change }: MarginProps) {
  return (
    <NumberInput
      label="Margins, mm"
      placeholder="Usual for the paper"
      allowNegative={false}
      hideControls
      value={margin ?? ""}
      error={error}
      onChange={(value) => change(typeof value === "number" ? value : null)}
    />
  );
}
