import { Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { BillingWaiting, Invoice } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { dateText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useActOnInvoice, useDecideRefund } from "./billing-calls.ts";
import { moneyText } from "./money.ts";
import { methodWords } from "./words.ts";
import { say } from "../words/index.ts";
import { listText } from "../../../ui/list-text.ts";

type Row =
  | { readonly of: "draft"; readonly one: BillingWaiting["invoices"][number] }
  | { readonly of: "refund"; readonly one: BillingWaiting["refunds"][number] };

type Props = {
  readonly drafts: BillingWaiting["invoices"];
  readonly refunds: BillingWaiting["refunds"];
};

/** Drafts of invoices and refunds that wait for somebody's word, with the buttons of those who may give it. */
export function WaitingRows({ drafts, refunds }: Props) {
  const decide = useDecideRefund();
  const act = useActOnInvoice();
  const all: readonly Row[] = [
    ...refunds.map((one): Row => ({ of: "refund", one })),
    ...drafts.map((one): Row => ({ of: "draft", one })),
  ];
  const isNamed = all.some(({ one }) => one.name !== undefined);
  return (
    <>
      {[decide, act].map(({ error }, index) => error !== null && <ErrorNotice key={index} error={error} />)}
      <DataTable
        caption={say("whatWaits")}
        rows={all}
        rowKey={(row) => (row.of === "draft" ? row.one.invoice.id : row.one.payment.id)}
        columns={[
          {
            key: "what",
            header: say("what"),
            cell: (row) =>
              row.of === "draft" ? (
                <Link to="/billing/invoices/$invoiceId" params={{ invoiceId: row.one.invoice.id }} data-row>
                  {row.one.invoice.needsApproval
                    ? say("discountOf", { amounts: discountOf(row.one.invoice) })
                    : say("draft")}
                </Link>
              ) : (
                <Link to="/billing/patients/$patientId" params={{ patientId: row.one.payment.patientId }} data-row>
                  {say("giveBack")}
                </Link>
              ),
          },
          ...(isNamed ? [{ key: "who", header: say("whose"), cell: (row: Row) => row.one.name ?? "" }] : []),
          {
            key: "why",
            header: say("of"),
            cell: (row) =>
              row.of === "draft"
                ? row.one.invoice.lines.map(({ text }) => text).join(", ")
                : `${row.one.payment.reason ?? ""} · ${dateText(row.one.payment.created)}, ${row.one.payment.parts.map(({ method }) => methodWords[method]).join(", ")}`,
          },
          {
            key: "amount",
            header: say("amount"),
            numeric: true,
            cell: (row) =>
              row.of === "draft"
                ? moneyText(row.one.invoice.total, row.one.invoice.currency)
                : moneyText(row.one.payment.amount, row.one.payment.currency),
          },
          {
            key: "acts",
            header: "",
            unlabelled: true,
            numeric: true,
            cell: (row) => (
              <Group gap={4} justify="flex-end" wrap="nowrap">
                {row.of === "draft"
                  ? row.one.invoice.may.map(
                      (may) =>
                        (may === "issue" || may === "discard") && (
                          <Button
                            key={may}
                            size="compact-sm"
                            variant={may === "issue" ? "default" : "subtle"}
                            disabled={act.isPending}
                            onClick={() =>
                              act.mutate(
                                { id: row.one.invoice.id, version: row.one.invoice.version, act: may },
                                { onSuccess: ({ number }) => announce(number ?? say("discarded")) },
                              )
                            }
                          >
                            {say(may === "issue" ? (row.one.invoice.needsApproval ? "approve" : "issue") : "discard")}
                          </Button>
                        ),
                    )
                  : row.one.payment.may.map((may) => (
                      <Button
                        key={may}
                        size="compact-sm"
                        variant={may === "approve" ? "default" : "subtle"}
                        disabled={decide.isPending}
                        onClick={() =>
                          decide.mutate(
                            { id: row.one.payment.id, version: row.one.payment.version, act: may },
                            { onSuccess: ({ number }) => announce(number ?? say("refused")) },
                          )
                        }
                      >
                        {say(may === "approve" ? "approve" : "refuse")}
                      </Button>
                    ))}
                {(row.of === "draft" ? row.one.invoice.may : row.one.payment.may).every(
                  (may) => may !== "issue" && may !== "approve",
                ) && <span>{say("waitsForElse")}</span>}
              </Group>
            ),
          },
        ]}
      />
    </>
  );
}

function discountOf({ lines, currency }: Invoice): string {
  return listText(
    lines.filter(({ discount }) => /[1-9]/.test(discount)).map(({ discount }) => moneyText(discount, currency)),
  );
}
