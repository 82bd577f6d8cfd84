import { Button } from "@mantine/core";
import type { Voucher } from "../../../../../contract/index.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { dateText } from "../../../../ui/dates.ts";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { moneyText } from "../../_parts/money.ts";
import { voucherStates } from "./voucher-words.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly caption: string;
  readonly vouchers: readonly Voucher[];
  readonly categoryOf: (code: string | undefined) => string;
  readonly open: (voucher: Voucher) => void;
};

export function VoucherTable({ caption, vouchers, categoryOf, open }: Props) {
  return (
    <DataTable
      caption={caption}
      rows={vouchers}
      rowKey={({ id }) => id}
      faded={({ state }) => state === "rejected" || state === "voided"}
      columns={[
        {
          key: "number",
          header: say("voucher"),
          cell: (one) => (
            <Button variant="transparent" size="compact-sm" px={0} data-row onClick={() => open(one)}>
              {one.number ?? say("draft")}
            </Button>
          ),
        },
        { key: "date", header: say("of"), cell: ({ date }) => (date === undefined ? "" : dateText(date)) },
        { key: "what", header: say("whatFor"), cell: ({ title }) => title ?? "" },
        { key: "payee", header: say("paidTo"), cell: ({ payee }) => payee ?? "" },
        { key: "category", header: say("category"), cell: ({ category }) => categoryOf(category) },
        { key: "who", header: say("by"), cell: ({ submitted, drafted }) => (submitted ?? drafted)?.name ?? "" },
        {
          key: "state",
          header: say("stands"),
          cell: ({ state }) => (
            <StatusChip icon={voucherStates[state].icon} tone={voucherStates[state].tone}>
              {voucherStates[state].label}
            </StatusChip>
          ),
        },
        {
          key: "amount",
          header: say("amount"),
          numeric: true,
          cell: ({ amount, currency }) => <b>{moneyText(amount ?? "0", currency)}</b>,
        },
      ]}
    />
  );
}
