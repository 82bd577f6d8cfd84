import { Button } from "@mantine/core";
import { IconCash, IconFileInvoice } from "@tabler/icons-react";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { memo, useMemo, useState } from "react";
import type { Statement } from "../../../contract/index.ts";
import { useOfferCommands } from "../../app/palette/page-commands.ts";
import { usePageKeys } from "../../app/shell/use-page-keys.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { dateText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { later } from "../../ui/later.tsx";
import { usePackages, useStatement } from "./_parts/billing-calls.ts";
import { OnlineSection } from "./online/OnlineSection.tsx";
import { isNothing, moneyText } from "./_parts/money.ts";
import classes from "./_parts/Money.module.css";
import { PackagesSection } from "./_parts/PackagesSection.tsx";
import { PatientFrame } from "./_parts/PatientFrame.tsx";
import { PrintButton } from "./_parts/PrintButton.tsx";
import { oldestFirst, useDesk } from "./_parts/use-patient-desk.ts";
import { WaitingRows } from "./_parts/WaitingRows.tsx";
import { entryWords } from "./_parts/words.ts";
import { say } from "./words/index.ts";

const InvoiceDialog = later(async () => (await import("./_parts/InvoiceDialog.tsx")).InvoiceDialog);
const PayDialog = later(async () => (await import("./_parts/PayDialog.tsx")).PayDialog);
const RefundDialog = later(async () => (await import("./_parts/RefundDialog.tsx")).RefundDialog);
const SellDialog = later(async () => (await import("./_parts/SellDialog.tsx")).SellDialog);

type Dialog = "pay" | "invoice" | "sell" | "refund";

/** One patient's money: what is due, what was sold in advance, and all that came before. */
export function PatientMoneyPage() {
  const { patientId } = useParams({ from: "/signed-in/billing/patients/$patientId" });
  return (
    <PatientFrame patientId={patientId}>
      <PatientMoney key={patientId} patientId={patientId} />
    </PatientFrame>
  );
}

function PatientMoney({ patientId }: { readonly patientId: string }) {
  const { begin, appointment } = useSearch({ from: "/signed-in/billing/patients/$patientId" });
  const navigate = useNavigate();
  const money = useStatement(patientId);
  const desk = useDesk();
  const packages = usePackages(patientId, true);
  const [dialog, setDialog] = useState<Dialog | undefined>(begin);
  const mayBill = desk.may?.bill === true;
  const isReady = mayBill && desk.branch !== undefined && desk.settings !== undefined && money.data !== undefined;
  const open = (next: Dialog) => () => isReady && setDialog(next);
  usePageKeys({ p: open("pay"), i: open("invoice") });
  useOfferCommands(
    useMemo(
      () =>
        isReady
          ? [
              { id: "billing-pay", label: say("takePayment"), keys: "p", run: () => setDialog("pay") },
              { id: "billing-invoice", label: say("makeInvoice"), keys: "i", run: () => setDialog("invoice") },
              { id: "billing-sell", label: say("sellPackage"), run: () => setDialog("sell") },
            ]
          : [],
      [isReady],
    ),
  );
  if (money.error !== null && money.data === undefined)
    return <ErrorNotice error={money.error} again={() => void money.refetch()} />;
  if (money.data === undefined) return <PageWait />;
  const said = money.data;
  const close = () => {
    setDialog(undefined);
    if (begin !== undefined)
      void navigate({ to: "/billing/patients/$patientId", params: { patientId }, search: {}, replace: true });
  };
  const due = oldestFirst(said.open);
  return (
    <>
      <PageHeader
        title={say("money")}
        summary={<Standing said={said} />}
        actions={
          mayBill && (
            <>
              <Button leftSection={<IconCash size={16} aria-hidden />} onClick={open("pay")}>
                {say("takePayment")}
              </Button>
              <Button
                variant="default"
                leftSection={<IconFileInvoice size={16} aria-hidden />}
                onClick={open("invoice")}
              >
                {say("makeInvoice")}
              </Button>
              {!isNothing(said.advance) && (
                <Button variant="default" onClick={open("refund")}>
                  {say("giveBackEllipsis")}
                </Button>
              )}
            </>
          )
        }
      />
      {desk.error !== null && <ErrorNotice error={desk.error} />}
      {due.length > 0 && (
        <Section title={say("toPay")}>
          <DataTable
            caption={say("openInvoices")}
            rows={due}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "number",
                header: say("invoice"),
                cell: (one) => (
                  <Link to="/billing/invoices/$invoiceId" params={{ invoiceId: one.id }} data-row>
                    {one.number ?? say("draft")}
                  </Link>
                ),
              },
              { key: "date", header: say("of"), cell: (one) => (one.date === undefined ? "" : dateText(one.date)) },
              { key: "what", header: say("what"), cell: (one) => one.lines.map(({ text }) => text).join(", ") },
              { key: "total", header: say("total"), numeric: true, cell: (one) => moneyText(one.total, one.currency) },
              {
                key: "open",
                header: say("open"),
                numeric: true,
                cell: (one) => <b>{moneyText(one.open, one.currency)}</b>,
              },
            ]}
          />
        </Section>
      )}
      {(said.drafts.length > 0 || said.refundsRequested.length > 0) && (
        <Section title={say("waitsForApproval")}>
          <WaitingRows
            refunds={said.refundsRequested.map((payment) => ({ payment, name: undefined }))}
            drafts={said.drafts.map((invoice) => ({ invoice, name: undefined }))}
          />
        </Section>
      )}
      {desk.branch !== undefined && (
        <OnlineSection
          patientId={patientId}
          branchId={desk.branch.id}
          currency={said.currency}
          digits={desk.digits}
          due={said.due}
        />
      )}
      <PackagesSection packages={packages.data?.packages ?? []} sell={mayBill ? open("sell") : undefined} />
      <Section title={say("statement")}>
        {said.entries.length === 0 ? (
          <EmptyState title={say("nothingYet")}>{say("statementWords")}</EmptyState>
        ) : (
          <StatementTable said={said} />
        )}
      </Section>
      {dialog === "pay" && desk.branch !== undefined && (
        <PayDialog
          patientId={patientId}
          branchId={desk.branch.id}
          currency={said.currency}
          digits={desk.digits}
          open={due}
          advance={said.advance}
          close={close}
        />
      )}
      {dialog === "invoice" &&
        desk.branch !== undefined &&
        desk.settings !== undefined &&
        desk.prices !== undefined && (
          <InvoiceDialog
            patientId={patientId}
            branchId={desk.branch.id}
            prices={desk.prices.prices}
            settings={desk.settings}
            appointmentId={appointment}
            close={close}
            made={() => close()}
          />
        )}
      {dialog === "sell" && desk.branch !== undefined && desk.settings !== undefined && desk.prices !== undefined && (
        <SellDialog
          patientId={patientId}
          branchId={desk.branch.id}
          prices={desk.prices.prices}
          settings={desk.settings}
          close={close}
          sold={close}
        />
      )}
      {dialog === "refund" && desk.branch !== undefined && (
        <RefundDialog
          patientId={patientId}
          branchId={desk.branch.id}
          currency={said.currency}
          digits={desk.digits}
          advance={said.advance}
          close={close}
        />
      )}
    </>
  );
}

/** Balance and dues in one line. */
function Standing({ said: { due, advance, currency, open } }: { readonly said: Statement }) {
  const [oldest] = oldestFirst(open);
  return (
    <p className={classes.standing} data-due={!isNothing(due) || undefined}>
      {isNothing(due)
        ? say("nothingDue")
        : say.rich("dueToPay", {
            amount: moneyText(due, currency),
            b: (inside) => <strong key="b">{inside}</strong>,
          })}
      {oldest?.date !== undefined && <span>{say("sinceDay", { day: dateText(oldest.date) })}</span>}
      {!isNothing(advance) && <span>{say("inAdvance", { amount: moneyText(advance, currency) })}</span>}
    </p>
  );
}

/** Drawn anew for another statement alone: a dialog over it mustn't wait for it. */
const StatementTable = memo(function StatementTable({ said }: { readonly said: Statement }) {
  const { currency } = said;
  return (
    <DataTable
      caption={say("statementCaption")}
      rows={said.entries.toReversed()}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "what",
          header: say("what"),
          cell: ({ kind, id, number }) =>
            kind === "invoice" || kind === "credit-note" ? (
              <Link to="/billing/invoices/$invoiceId" params={{ invoiceId: id }} data-row>
                {say("entryOf", { kind: entryWords[kind], number: number ?? "" })}
              </Link>
            ) : (
              say("entryOf", { kind: entryWords[kind], number: number ?? "" })
            ),
        },
        { key: "at", header: say("of"), cell: ({ at }) => dateText(at) },
        { key: "amount", header: say("amount"), numeric: true, cell: ({ amount }) => moneyText(amount, currency) },
        { key: "balance", header: say("thenDue"), numeric: true, cell: ({ balance }) => moneyText(balance, currency) },
        {
          key: "print",
          header: "",
          unlabelled: true,
          numeric: true,
          cell: ({ kind, id, number }) =>
            number === undefined ? null : (
              <PrintButton
                paper={{ kind: kind === "invoice" || kind === "credit-note" ? "invoices" : "payments", id, number }}
              />
            ),
        },
      ]}
    />
  );
});
