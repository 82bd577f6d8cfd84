import { Button, TextInput } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { CashUp, DuesList } from "../../../contract/index.ts";
import { isRefusal } from "../../app/api.ts";
import { useSession } from "../../app/session/use-session.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { dateText, weekdayText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { BranchField } from "../desk/_parts/BranchField.tsx";
import { useClock } from "../desk/_parts/use-clock.ts";
import { dayAt } from "../desk/_parts/zoned.ts";
import { PatientField } from "../people/_parts/PatientField.tsx";
import { BillingNav } from "./_parts/BillingNav.tsx";
import { useCheckPaper, useDues, useTill, useWaiting } from "./_parts/billing-calls.ts";
import { isNothing, moneyText } from "./_parts/money.ts";
import classes from "./_parts/Money.module.css";
import { useDesk } from "./_parts/use-patient-desk.ts";
import { WaitingRows } from "./_parts/WaitingRows.tsx";
import { methodWords } from "./_parts/words.ts";
import { say } from "./words/index.ts";

/** What there is to do about money: who waits for a word, what is in the till, who owes since when. */
export function WorkPage() {
  const search = useSearch({ from: "/signed-in/billing" });
  const navigate = useNavigate();
  const { permissions = [] } = useSession();
  const desk = useDesk(search.branch);
  const clock = useClock();
  const branch = desk.branch?.id;
  const today = dayAt(clock, desk.places?.timeZone ?? "UTC");
  // Of a house without branches all there is; but not of every branch while it isn't known yet which one this is.
  const isKnown = desk.likely !== undefined || desk.places !== undefined;
  const waiting = useWaiting(desk.likely, isKnown);
  const dues = useDues(desk.likely, isKnown);
  const till = useTill(desk.likely, today, permissions.includes("cash-up"));
  if (desk.error !== null) return <ErrorNotice error={desk.error} />;
  if (desk.places === undefined) return <PageWait />;
  const waits = (waiting.data?.invoices.length ?? 0) + (waiting.data?.refunds.length ?? 0);
  return (
    <>
      <BillingNav />
      <PageHeader
        title={say("money")}
        summary={weekdayText(today)}
        actions={
          <BranchField
            places={desk.places}
            branch={branch}
            choose={(id) => {
              desk.remember(id);
              void navigate({ to: "/billing", search: { branch: id }, replace: true });
            }}
          />
        }
      />
      <PatientField
        aria-label={say("whoseMoney")}
        placeholder={say("whoseMoneyAsk")}
        maw="26rem"
        mb="lg"
        value={null}
        onChange={(patientId) => {
          if (patientId !== null) void navigate({ to: "/billing/patients/$patientId", params: { patientId } });
        }}
      />
      <Section title={say("waitsForApproval")}>
        {waiting.error !== null && <ErrorNotice error={waiting.error} again={() => void waiting.refetch()} />}
        {waiting.data !== undefined && waits === 0 && (
          <EmptyState title={say("nothingWaits")}>{say("waitsWords")}</EmptyState>
        )}
        {waiting.data !== undefined && waits > 0 && (
          <WaitingRows drafts={waiting.data.invoices} refunds={waiting.data.refunds} />
        )}
      </Section>
      {till.data !== undefined && <TillToday till={till.data} />}
      {till.error !== null && <ErrorNotice error={till.error} />}
      <Section title={say("dues")}>
        {dues.error !== null && <ErrorNotice error={dues.error} again={() => void dues.refetch()} />}
        {dues.data !== undefined && <Dues dues={dues.data} />}
      </Section>
      <CheckPaper />
    </>
  );
}

function TillToday({ till }: { readonly till: CashUp }) {
  const taken = till.methods.filter(({ expected }) => !isNothing(expected));
  return (
    <Section
      title={say("todaysTill")}
      words={till.state === "locked" ? say("cashedUp") : say("receiptsSoFar", { count: till.receipts })}
      actions={
        <Button variant="default" component={Link} to={`/billing/cash-up?day=${till.day}`}>
          {till.state === "locked" ? say("seeCount") : say("cashUp")}
        </Button>
      }
    >
      {taken.length === 0 ? (
        <EmptyState title={say("nothingTaken")} />
      ) : (
        <ul className={classes.ages} aria-label={say("takenToday")}>
          {taken.map(({ method, expected }) => (
            <li key={method}>
              <strong>{moneyText(expected, till.currency)}</strong>
              <span>{methodWords[method]}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const ages = [
  ["d30", say("upTo30")],
  ["d60", say("from31")],
  ["d90", say("from61")],
  ["more", say("moreThan90")],
  ["all", say("inAll")],
] as const;

function Dues({ dues: { total, patients, currency } }: { readonly dues: DuesList }) {
  const money = (amount: string) => (isNothing(amount) ? "" : moneyText(amount, currency));
  if (patients.length === 0) return <EmptyState title={say("nobodyOwes")} />;
  return (
    <>
      <ul className={classes.ages} aria-label={say("duesByAge")}>
        {ages.map(([age, words]) => (
          <li key={age}>
            <strong>{moneyText(total[age], currency)}</strong>
            <span>{words}</span>
          </li>
        ))}
      </ul>
      <DataTable
        caption={say("whoOwes")}
        rows={patients}
        rowKey={({ patientId }) => patientId}
        columns={[
          {
            key: "who",
            header: say("who"),
            cell: ({ patientId, name }) => (
              <Link to="/billing/patients/$patientId" params={{ patientId }} data-row>
                {name ?? say("nameNotRecorded")}
              </Link>
            ),
          },
          { key: "since", header: say("since"), cell: ({ oldest }) => dateText(oldest) },
          { key: "d30", header: say("days30"), numeric: true, cell: ({ d30 }) => money(d30) },
          { key: "d60", header: "31–60", numeric: true, cell: ({ d60 }) => money(d60) },
          { key: "d90", header: "61–90", numeric: true, cell: ({ d90 }) => money(d90) },
          { key: "more", header: say("over90"), numeric: true, cell: ({ more }) => money(more) },
          { key: "all", header: say("inAllHead"), numeric: true, cell: ({ all }) => <b>{money(all)}</b> },
        ]}
      />
    </>
  );
}

/** Whether a paper that somebody holds says what the books say. */
function CheckPaper() {
  const check = useCheckPaper();
  const [number, setNumber] = useState("");
  const [code, setCode] = useState("");
  const found = check.data;
  return (
    <Section title={say("checkPaper")} words={say("checkWords")}>
      <form
        className={classes.check}
        onSubmit={(event) => {
          event.preventDefault();
          if (number.trim() !== "" && code.trim() !== "") check.mutate({ number: number.trim(), code: code.trim() });
        }}
      >
        <TextInput
          label={say("number")}
          autoComplete="off"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <TextInput
          label={say("verificationCode")}
          autoComplete="off"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={check.isPending}>
          {say("check")}
        </Button>
      </form>
      <p role="status">
        {isRefusal(check.error, "billing/unknown") && say("noSuchPaper")}
        {found !== undefined &&
          check.error === null &&
          say.rich(found.kind === "invoice" ? "oursInvoice" : "oursStatement", {
            link: (inside) =>
              found.kind === "invoice" ? (
                <Link key="link" to="/billing/invoices/$invoiceId" params={{ invoiceId: found.id }}>
                  {inside}
                </Link>
              ) : (
                <Link key="link" to="/billing/patients/$patientId" params={{ patientId: found.patientId }}>
                  {inside}
                </Link>
              ),
          })}
      </p>
      {check.error !== null && !isRefusal(check.error, "billing/unknown") && <ErrorNotice error={check.error} />}
    </Section>
  );
}
