import { Button, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { type Voucher, type VoucherList, voucherState } from "../../../../contract/index.ts";
import { useOfferCommands } from "../../../app/palette/page-commands.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { usePageKeys } from "../../../app/shell/use-page-keys.ts";
import { dateText, exampleDay } from "../../../ui/dates.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { Section } from "../../../ui/Section.tsx";
import { later } from "../../../ui/later.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { BranchField } from "../../desk/_parts/BranchField.tsx";
import { usePlaces } from "../../desk/_parts/scheduling-calls.ts";
import { useBranch } from "../../desk/_parts/use-branch.ts";
import { useClock } from "../../desk/_parts/use-clock.ts";
import { dayAt } from "../../desk/_parts/zoned.ts";
import { BillingNav } from "../_parts/BillingNav.tsx";
import { useBillingSettings } from "../_parts/billing-calls.ts";
import { isNothing, moneyText } from "../_parts/money.ts";
import { BudgetForm } from "./_parts/BudgetForm.tsx";
import { useExpenseSettings, useVouchers } from "./_parts/expense-calls.ts";
import classes from "./_parts/Receipts.module.css";
import { VoucherForm } from "./_parts/VoucherForm.tsx";
import { VoucherTable } from "./_parts/VoucherTable.tsx";
import { voucherStates } from "./_parts/voucher-words.ts";
import { say } from "./words/index.ts";

const VoucherDialog = later(async () => (await import("./_parts/VoucherDialog.tsx")).VoucherDialog);

type Open =
  | { readonly kind: "new" }
  | { readonly kind: "one"; readonly voucher: Voucher }
  | { readonly kind: "edit"; readonly voucher: Voucher };

/** What a branch spends: what waits for somebody's word, what is to be paid out, and everything before. */
export function ExpensesPage() {
  const search = useSearch({ from: "/signed-in/billing/expenses" });
  const navigate = useNavigate();
  const { permissions = [] } = useSession();
  const places = usePlaces();
  const { branch, remember } = useBranch(places.data, search.branch);
  const settings = useExpenseSettings();
  const billing = useBillingSettings();
  const clock = useClock();
  const today = dayAt(clock, places.data?.timeZone ?? "UTC");
  const { state, category, from, to } = search;
  const waiting = useVouchers({ branch: branch?.id, state: ["submitted", "approved"] }, branch !== undefined);
  const filtered = useVouchers(
    { branch: branch?.id, state: state === undefined ? undefined : [state], category, from, to },
    branch !== undefined,
  );
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const mayWrite = waiting.data?.may.submit === true && settings.data !== undefined;
  usePageKeys({ n: () => mayWrite && setOpen({ kind: "new" }) });
  useOfferCommands(
    useMemo(
      () =>
        mayWrite
          ? [{ id: "expenses-new", label: say("newVoucher"), keys: "n", run: () => setOpen({ kind: "new" }) }]
          : [],
      [mayWrite],
    ),
  );
  const error = places.error ?? settings.error ?? waiting.error ?? filtered.error ?? billing.error;
  if (error !== null) return <ErrorNotice error={error} again={() => void waiting.refetch()} />;
  if (places.data === undefined || settings.data === undefined) return <PageWait />;
  if (branch === undefined)
    return (
      <>
        <BillingNav />
        <PageHeader title={say("expenses")} />
        <EmptyState title={say("noBranch")}>{say("noBranchWords")}</EmptyState>
      </>
    );
  const filter = (part: Partial<typeof search>) =>
    void navigate({ to: "/billing/expenses", search: { ...search, ...part }, replace: true });
  const categoryOf = (code: string | undefined) =>
    settings.data.categories.find((one) => one.code === code)?.name ?? code ?? "";
  const queue = waiting.data?.vouchers ?? [];
  const show = (voucher: Voucher) => setOpen({ kind: "one", voucher });
  return (
    <>
      <BillingNav />
      <PageHeader
        title={say("expenses")}
        summary={waiting.data?.budget !== undefined && <Budget list={waiting.data} />}
        actions={
          <>
            <BranchField
              places={places.data}
              branch={branch.id}
              choose={(id) => {
                remember(id);
                filter({ branch: id });
              }}
            />
            {mayWrite && (
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ kind: "new" })}>
                {say("newVoucher")}
              </Button>
            )}
          </>
        }
      />
      <Section title={say("toDo")}>
        {waiting.data !== undefined && queue.length === 0 ? (
          <EmptyState title={say("nothingWaits")}>{say("waitsWords")}</EmptyState>
        ) : (
          <VoucherTable caption={say("queueCaption")} vouchers={queue} categoryOf={categoryOf} open={show} />
        )}
      </Section>
      <Section title={say("allVouchers")}>
        <div className={classes.filters}>
          <Select
            label={say("stands")}
            placeholder={say("any")}
            clearable
            data={voucherState.options.map((value) => ({ value, label: voucherStates[value].label }))}
            value={state ?? null}
            onChange={(value) => filter({ state: voucherState.safeParse(value).data })}
          />
          <Select
            label={say("category")}
            placeholder={say("any")}
            clearable
            data={settings.data.categories.map(({ code, name }) => ({ value: code, label: name }))}
            value={category ?? null}
            onChange={(value) => filter({ category: value ?? undefined })}
          />
          <DayField key={`from ${from}`} label={say("from")} value={from} choose={(day) => filter({ from: day })} />
          <DayField key={`to ${to}`} label={say("until")} value={to} choose={(day) => filter({ to: day })} />
        </div>
        {filtered.data?.more === true && <p>{say("vouchersMore")}</p>}
        {filtered.data === undefined ? (
          <PageWait />
        ) : filtered.data.vouchers.length === 0 ? (
          <EmptyState title={say("noVouchers")}>{say("noVouchersWords")}</EmptyState>
        ) : (
          <>
            <VoucherTable
              caption={say("vouchersCaption")}
              vouchers={filtered.data.vouchers}
              categoryOf={categoryOf}
              open={show}
            />
            <p>
              {say("vouchersSpent", {
                count: filtered.data.vouchers.length,
                amount: moneyText(filtered.data.spent, filtered.data.currency),
              })}
            </p>
          </>
        )}
      </Section>
      {permissions.includes("policies.manage") && (
        <Section title={say("budgets")} words={say("budgetsWords")}>
          <BudgetForm settings={settings.data} branches={places.data.branches} />
        </Section>
      )}
      {open?.kind === "one" && (
        <VoucherDialog
          voucher={open.voucher}
          category={categoryOf(open.voucher.category)}
          edit={() => setOpen({ kind: "edit", voucher: open.voucher })}
          close={() => setOpen(undefined)}
        />
      )}
      {(open?.kind === "new" || open?.kind === "edit") && (
        <VoucherForm
          branchId={branch.id}
          settings={settings.data}
          currency={settings.data.currency ?? ""}
          digits={billing.data?.digits ?? 2}
          today={today}
          draft={open.kind === "edit" ? open.voucher : undefined}
          close={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

function Budget({ list: { budget, currency } }: { readonly list: VoucherList }) {
  if (budget === undefined) return null;
  const { day, dayLimit, month, monthLimit } = budget;
  return (
    <p className={classes.budget}>
      <span>
        {isNothing(dayLimit)
          ? say("today", { spent: moneyText(day, currency) })
          : say("todayOf", { spent: moneyText(day, currency), limit: moneyText(dayLimit, currency) })}
      </span>
      <span>
        {monthLimit === null
          ? say("thisMonth", { spent: moneyText(month, currency) })
          : say("thisMonthOf", { spent: moneyText(month, currency), limit: moneyText(monthLimit, currency) })}
      </span>
      <span>{isNothing(dayLimit) ? say("everythingNeeds") : say("beyondNeeds")}</span>
    </p>
  );
}

function DayField({
  label,
  value,
  choose,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly choose: (day: string | undefined) => void;
}) {
  const [text, setText] = useState(value === undefined ? "" : dateText(value));
  const day = typedDate(text);
  const isFaulty = text.trim() !== "" && day === undefined;
  return (
    <TextInput
      label={label}
      placeholder={exampleDay}
      autoComplete="off"
      value={text}
      error={isFaulty ? say("writeAs", { day: exampleDay }) : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => !isFaulty && day !== value && choose(day)}
      onKeyDown={(event) => event.key === "Enter" && !isFaulty && choose(day)}
    />
  );
}
