import { Button } from "@mantine/core";
import { IconCash } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Invoice } from "../../../contract/index.ts";
import { isRefusal } from "../../app/api.ts";
import { usePageKeys } from "../../app/shell/use-page-keys.ts";
import { announce } from "../../ui/announce.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { dateText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { later } from "../../ui/later.tsx";
import { useActOnInvoice, useInvoice, useStatement } from "./_parts/billing-calls.ts";
import { amountText, isNothing, minorOf, moneyText } from "./_parts/money.ts";
import classes from "./_parts/Money.module.css";
import { PatientFrame } from "./_parts/PatientFrame.tsx";
import { PrintButton } from "./_parts/PrintButton.tsx";
import { oldestFirst, useDesk } from "./_parts/use-patient-desk.ts";
import { invoiceStates } from "./_parts/words.ts";
import { say } from "./words/index.ts";

const CreditDialog = later(async () => (await import("./_parts/CreditDialog.tsx")).CreditDialog);
const PayDialog = later(async () => (await import("./_parts/PayDialog.tsx")).PayDialog);

/** One invoice or credit note, as it is printed, with what can be done about it. */
export function InvoicePage() {
  const { invoiceId } = useParams({ from: "/signed-in/billing/invoices/$invoiceId" });
  const invoice = useInvoice(invoiceId);
  if (isRefusal(invoice.error, "billing/unknown") && invoice.data === undefined)
    return (
      <EmptyState title={say("noSuchInvoice")}>
        {say.rich("notYours", {
          link: (inside) => (
            <Link key="link" to="/billing">
              {inside}
            </Link>
          ),
        })}
      </EmptyState>
    );
  if (invoice.error !== null && invoice.data === undefined)
    return <ErrorNotice error={invoice.error} again={() => void invoice.refetch()} />;
  if (invoice.data === undefined) return <PageWait />;
  return (
    <PatientFrame patientId={invoice.data.patientId}>
      <OneInvoice key={invoiceId} invoice={invoice.data} />
    </PatientFrame>
  );
}

function OneInvoice({ invoice }: { readonly invoice: Invoice }) {
  const { id, version, kind, number, state, may, patientId, currency, date, lines } = invoice;
  const desk = useDesk(invoice.branchId);
  const money = useStatement(patientId);
  const act = useActOnInvoice();
  const [dialog, setDialog] = useState<"pay" | "credit" | undefined>(undefined);
  const chip = kind === "credit-note" ? undefined : invoiceStates[state];
  const isCredit = kind === "credit-note";
  const mayPay = may.includes("pay") && desk.may?.bill === true;
  usePageKeys({ p: () => mayPay && setDialog("pay") });
  const perform = (what: "issue" | "discard") =>
    act.mutate({ id, version, act: what }, { onSuccess: (after) => announce(after.number ?? say("discarded")) });
  return (
    <>
      <PageHeader
        title={titleOf(isCredit, number)}
        summary={
          <>
            {date === undefined ? "" : `${dateText(date)} · `}
            <Link to="/billing/patients/$patientId" params={{ patientId }}>
              {say("allMoney")}
            </Link>
            {chip !== undefined && (
              <>
                {" · "}
                <StatusChip icon={chip.icon} tone={chip.tone}>
                  {chip.label}
                </StatusChip>
              </>
            )}
          </>
        }
        actions={
          <>
            {mayPay && (
              <Button leftSection={<IconCash size={16} aria-hidden />} onClick={() => setDialog("pay")}>
                {say("takePayment")}
              </Button>
            )}
            {may.includes("issue") && (
              <Button loading={act.isPending} onClick={() => perform("issue")}>
                {invoice.needsApproval ? say("approveAndIssue") : say("issue")}
              </Button>
            )}
            {number !== undefined && desk.may?.bill === true && (
              <PrintButton isMain paper={{ kind: "invoices", id, number }} />
            )}
            {may.includes("credit") && desk.may?.bill === true && (
              <Button variant="default" onClick={() => setDialog("credit")}>
                {say("creditEllipsis")}
              </Button>
            )}
            {may.includes("discard") && (
              <Button variant="default" disabled={act.isPending} onClick={() => perform("discard")}>
                {say("discardDraft")}
              </Button>
            )}
          </>
        }
      />
      {act.error !== null && <ErrorNotice error={act.error} />}
      {invoice.needsApproval && !may.includes("issue") && <p>{say("beyondDiscount")}</p>}
      {invoice.reason !== undefined && <p>{invoice.reason}</p>}
      {invoice.creditsId !== undefined && (
        <p>
          {say.rich("takesOff", {
            link: (inside) => (
              <Link key="link" to="/billing/invoices/$invoiceId" params={{ invoiceId: invoice.creditsId ?? "" }}>
                {inside}
              </Link>
            ),
          })}
        </p>
      )}
      <DataTable
        caption={say(isCredit ? "linesOfCredit" : "linesOfInvoice", { number: number ?? "" })}
        rows={lines.map((line, at) => ({ ...line, at }))}
        rowKey={({ at }) => String(at)}
        columns={columnsOf(invoice)}
      />
      <Sums invoice={invoice} />
      {dialog === "credit" && <CreditDialog invoice={invoice} close={() => setDialog(undefined)} />}
      {dialog === "pay" && desk.branch !== undefined && money.data !== undefined && (
        <PayDialog
          patientId={patientId}
          branchId={desk.branch.id}
          currency={currency}
          digits={desk.digits}
          open={oldestFirst(money.data.open)}
          advance={money.data.advance}
          only={id}
          close={() => setDialog(undefined)}
        />
      )}
    </>
  );
}

function titleOf(isCredit: boolean, number: string | undefined): string {
  if (number === undefined) return say(isCredit ? "creditNotIssued" : "invoiceNotIssued");
  return say("entryOf", { kind: say(isCredit ? "creditNote" : "invoice"), number });
}

type Line = Invoice["lines"][number] & { readonly at: number };

function columnsOf({ currency, lines }: Invoice): readonly Column<Line>[] {
  const money = (amount: string) => moneyText(amount, currency);
  return [
    { key: "what", header: say("what"), cell: ({ text }) => text },
    { key: "quantity", header: say("howMany"), numeric: true, cell: ({ quantity }) => quantity },
    { key: "base", header: say("price"), numeric: true, cell: ({ base }) => money(base) },
    ...(lines.some(({ discount }) => !isNothing(discount))
      ? [
          {
            key: "discount",
            header: say("discount"),
            numeric: true,
            cell: ({ discount }: Line) => (isNothing(discount) ? "" : money(discount)),
          },
        ]
      : []),
    {
      key: "tax",
      header: say("tax"),
      numeric: true,
      cell: ({ taxes }) => taxes.map(({ code, amount }) => `${code} ${money(amount)}`).join(", "),
    },
    { key: "total", header: say("amount"), numeric: true, cell: ({ total }) => money(total) },
  ];
}

function Sums({ invoice: { net, tax, total, open, currency, lines, state, kind } }: { readonly invoice: Invoice }) {
  const taxes = new Map<string, bigint>();
  for (const { code, amount } of lines.flatMap((one) => one.taxes))
    taxes.set(code, (taxes.get(code) ?? 0n) + minorOf(amount));
  const digits = total.split(".")[1]?.length ?? 0;
  const money = (amount: string) => moneyText(amount, currency);
  return (
    <dl className={classes.sums}>
      {!isNothing(tax) && (
        <>
          <dt>{say("beforeTax")}</dt>
          <dd>{money(net)}</dd>
          {[...taxes].map(([code, amount]) => (
            <SumRow key={code} label={code} text={money(amountText(amount, digits))} />
          ))}
        </>
      )}
      <dt data-last>{say("total")}</dt>
      <dd data-last>{money(total)}</dd>
      {kind === "invoice" && state !== "draft" && state !== "discarded" && (
        <>
          <dt>{say("stillToPay")}</dt>
          <dd>{money(open)}</dd>
        </>
      )}
    </dl>
  );
}

function SumRow({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  );
}
