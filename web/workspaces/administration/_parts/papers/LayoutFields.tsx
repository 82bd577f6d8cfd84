import { Checkbox, NativeSelect, NumberInput, SimpleGrid, Stack } from "@mantine/core";
import type { PaperLayout } from "../../../../../contract/index.ts";
import type { Faults } from "./paper-draft.ts";
import classes from "./Papers.module.css";
import { say } from "../../words/index.ts";

type Props = {
  readonly layout: PaperLayout;
  readonly faults: Faults;
  readonly change: (layout: PaperLayout) => void;
};

const pages = [
  { value: "A4", label: "A4" },
  { value: "A5", label: "A5" },
  { value: "LETTER", label: say("letterSize") },
];
const rolls = [{ value: "ROLL80", label: say("receiptRoll") }];
const labels = ["62x29", "89x36", "57x32", "50x25"].map((value) => ({
  value,
  label: say("millimetres", { size: value.replace("x", " × ") }),
}));

/** On which paper, with which margins, and what stands on receipts. */
export function LayoutFields({ layout, faults, change }: Props) {
  const { money, pages: letters, label } = layout;
  const ofMoney = (part: Partial<PaperLayout["money"]>) => change({ ...layout, money: { ...money, ...part } });
  const ofPages = (part: Partial<PaperLayout["pages"]>) => change({ ...layout, pages: { ...letters, ...part } });
  return (
    <>
      <fieldset className={classes.fieldset}>
        <legend>{say("invoicesAndReceipts")}</legend>
        <SimpleGrid cols={{ base: 1, xs: 2 }} mb="sm">
          <NativeSelect
            label={say("paper")}
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
            label={say("registrations")}
            checked={money.registrations}
            onChange={({ currentTarget: { checked } }) => ofMoney({ registrations: checked })}
          />
          <Checkbox
            label={say("patientNumber")}
            checked={money.patientNumber}
            onChange={({ currentTarget: { checked } }) => ofMoney({ patientNumber: checked })}
          />
          <Checkbox
            label={say("numberAsQr")}
            checked={money.code}
            onChange={({ currentTarget: { checked } }) => ofMoney({ code: checked })}
          />
        </Stack>
      </fieldset>
      <fieldset className={classes.fieldset}>
        <legend>{say("lettersAndSheets")}</legend>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NativeSelect
            label={say("paper")}
            data={pages}
            value={letters.size}
            onChange={({ currentTarget: { value } }) => ofPages({ size: value as PaperLayout["pages"]["size"] })}
          />
          <Margin margin={letters.margin} error={faults.pages} change={(margin) => ofPages({ margin })} />
        </SimpleGrid>
      </fieldset>
      <fieldset className={classes.fieldset}>
        <legend>{say("labels")}</legend>
        <NativeSelect
          label={say("size")}
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
      label={say("margins")}
      placeholder={say("usualForPaper")}
      allowNegative={false}
      hideControls
      value={margin ?? ""}
      error={error}
      onChange={(value) => change(typeof value === "number" ? value : null)}
    />
  );
}
