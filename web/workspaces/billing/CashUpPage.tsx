import { Button, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { CashUp } from "../../../contract/index.ts";
import { announce } from "../../ui/announce.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { dateText, weekdayText } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { later } from "../../ui/later.tsx";
import { typedDate } from "../../ui/typed-date.ts";
import { BranchField } from "../desk/_parts/BranchField.tsx";
import { useClock } from "../desk/_parts/use-clock.ts";
import { dayAt } from "../desk/_parts/zoned.ts";
import { BillingNav } from "./_parts/BillingNav.tsx";
import { useCashUp, useTill } from "./_parts/billing-calls.ts";
import { amountText, minorOf, moneyText, typedAmount } from "./_parts/money.ts";
import classes from "./_parts/Money.module.css";
import { useDesk } from "./_parts/use-patient-desk.ts";
import { methodWords } from "./_parts/words.ts";
import { say } from "./words/index.ts";

const ReasonDialog = later(async () => (await import("./_parts/ReasonDialog.tsx")).ReasonDialog);

/** A branch's day, counted by method. */
export function CashUpPage() {
  const search = useSearch({ from: "/signed-in/billing/cash-up" });
  const navigate = useNavigate();
  const desk = useDesk(search.branch);
  const clock = useClock();
  const branch = desk.branch?.id;
  const today = dayAt(clock, desk.places?.timeZone ?? "UTC");
  const day = search.day ?? today;
  const till = useTill(branch, day, true);
  const [typed, setTyped] = useState<string | undefined>(undefined);
  if (desk.error !== null) return <ErrorNotice error={desk.error} />;
  if (desk.places === undefined) return <PageWait />;
  const go = (to: { readonly branch?: string; readonly day?: string }) =>
    void navigate({ to: "/billing/cash-up", search: { ...search, ...to }, replace: true });
  return (
    <>
      <BillingNav />
      <PageHeader
        title={say("cashUp")}
        summary={say("branchDay", { branch: desk.branch?.name ?? "", day: weekdayText(day) })}
        actions={
          <>
            <TextInput
              aria-label={say("day")}
              w="9rem"
              autoComplete="off"
              value={typed ?? dateText(day)}
              onChange={(event) => {
                const text = event.currentTarget.value;
                setTyped(text);
                const chosen = typedDate(text);
                if (chosen !== undefined && chosen <= today) go({ day: chosen });
              }}
              onBlur={() => setTyped(undefined)}
            />
            <BranchField
              places={desk.places}
              branch={branch}
              choose={(id) => {
                desk.remember(id);
                go({ branch: id });
              }}
            />
          </>
        }
      />
      {till.error !== null && <ErrorNotice error={till.error} again={() => void till.refetch()} />}
      {till.data === undefined ? (
        till.error === null && <PageWait />
      ) : till.data.state === "locked" ? (
        <Counted till={till.data} />
      ) : (
        <Count key={`${till.data.branchId} ${till.data.day}`} till={till.data} digits={desk.digits} />
      )}
    </>
  );
}

function Counted({ till }: { readonly till: CashUp }) {
  const money = (amount: string | undefined) => (amount === undefined ? "" : moneyText(amount, till.currency));
  return (
    <>
      <p>
        {say("dayIsCashedUp")}
        {till.explanation === undefined ? "" : ` ${say("explained", { explanation: till.explanation })}`}
      </p>
      <DataTable
        caption={say("expectedCounted")}
        rows={till.methods}
        rowKey={({ method }) => method}
        columns={[
          { key: "method", header: say("how"), cell: ({ method }) => methodWords[method] },
          { key: "expected", header: say("expected"), numeric: true, cell: ({ expected }) => money(expected) },
          { key: "counted", header: say("counted"), numeric: true, cell: ({ counted }) => money(counted) },
          {
            key: "difference",
            header: say("difference"),
            numeric: true,
            cell: ({ difference = "0" }) => (/[1-9]/.test(difference) ? <Off text={money(difference)} /> : say("none")),
          },
        ]}
      />
    </>
  );
}

function Off({ text }: { readonly text: string }) {
  return <span className={classes.off}>{text}</span>;
}

/** What is typed of a method: all that was expected until somebody counts. */
function Count({ till, digits }: { readonly till: CashUp; readonly digits: number }) {
  const { branchId, day, currency, methods, receipts } = till;
  const close = useCashUp();
  const [requestId] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [isClosing, setClosing] = useState(false);
  const counts = methods.map(({ method, expected }) => {
    const text = typed[method] ?? (minorOf(expected) === 0n ? amountText(0n, digits) : "");
    const counted = typedAmount(text, digits);
    return {
      method,
      expected,
      text,
      counted,
      off: counted === undefined ? undefined : minorOf(counted) - minorOf(expected),
    };
  });
  const isWhole = counts.every(({ counted }) => counted !== undefined);
  const differs = counts.some(({ off }) => off !== undefined && off !== 0n);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) setClosing(true);
      }}
    >
      <p>{say("countWords", { count: receipts })}</p>
      <DataTable
        caption={say("countCaption")}
        rows={counts}
        rowKey={({ method }) => method}
        columns={[
          { key: "method", header: say("how"), cell: ({ method }) => methodWords[method] },
          {
            key: "expected",
            header: say("expected"),
            numeric: true,
            cell: ({ expected }) => moneyText(expected, currency),
          },
          {
            key: "counted",
            header: say("counted"),
            numeric: true,
            cell: ({ method, text }) => (
              <TextInput
                className={classes.counted}
                aria-label={say("countedOf", { method: methodWords[method] })}
                inputMode="decimal"
                autoComplete="off"
                value={text}
                onChange={(event) => setTyped({ ...typed, [method]: event.currentTarget.value })}
              />
            ),
          },
          {
            key: "difference",
            header: say("difference"),
            numeric: true,
            cell: ({ off }) =>
              off === undefined ? (
                ""
              ) : off === 0n ? (
                say("none")
              ) : (
                <Off text={moneyText(amountText(off, digits), currency)} />
              ),
          },
        ]}
      />
      <Button type="submit" mt="md" disabled={!isWhole}>
        {say("close")} {weekdayText(day)}…
      </Button>
      {isClosing && (
        <ReasonDialog
          title={say("closeDay", { day: weekdayText(day) })}
          words={differs ? say("notAsExpected") : say("asExpected")}
          {...(differs ? { label: say("whyDiffers") } : {})}
          act={say("closeTheDay")}
          mutation={close}
          close={() => setClosing(false)}
          send={(explanation) =>
            close.mutate(
              {
                requestId,
                branchId,
                day,
                counted: counts.flatMap(({ method, counted }) =>
                  counted === undefined ? [] : [{ method, amount: counted }],
                ),
                ...(explanation === "" ? {} : { explanation }),
              },
              {
                onSuccess() {
                  setClosing(false);
                  announce(say("cashedUpSaid"));
                },
              },
            )
          }
        />
      )}
    </form>
  );
}
