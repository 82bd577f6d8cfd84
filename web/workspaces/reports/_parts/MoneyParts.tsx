import type { Report } from "../../../../contract/index.ts";
import { duesText, enquiriesText, expensesText, packagesText, quarterWords, revenueText } from "./money-texts.ts";
import { Part } from "./Part.tsx";
import classes from "./Reports.module.css";
import { RowBars } from "./RowBars.tsx";
import { StepBars } from "./StepBars.tsx";
import { countText, moneyText, rowName, shareText, sourceWord } from "./words.ts";

type Amounts = readonly { readonly id: string; readonly name: string; readonly amount: string }[];

function AmountRows({
  caption,
  rows,
  currency,
  unnamed,
}: {
  readonly caption: string;
  readonly rows: Amounts;
  readonly currency: string;
  readonly unnamed: string;
}) {
  return (
    <RowBars
      caption={caption}
      rows={rows.map((one) => ({
        name: rowName(one, unnamed),
        size: Number(one.amount),
        text: moneyText(one.amount, currency),
      }))}
    />
  );
}

/** What the books say. */
export function BookParts({ books }: { readonly books: NonNullable<Report["books"]> }) {
  const { revenue, packages } = books.now;
  const { currency } = revenue;
  const say = (value: number | null) => moneyText(value === null ? null : String(value), currency);
  return (
    <>
      <Part text={revenueText(books)} wide>
        {revenue.steps !== null && (
          <StepBars
            label="What was invoiced and what was received, over time"
            series={["Invoiced", "Received"]}
            steps={revenue.steps.map(({ from, net, received }) => ({ from, values: [Number(net), Number(received)] }))}
            say={say}
          />
        )}
        <div className={classes.columns}>
          <RowBars
            caption="Earned and deferred"
            rows={[
              {
                name: "Earned in the period",
                size: Number(revenue.earned ?? 0),
                text: moneyText(revenue.earned, currency),
              },
              {
                name: "Deferred at its end",
                size: Number(revenue.deferred ?? 0),
                text: moneyText(revenue.deferred, currency),
              },
            ]}
          />
          <AmountRows caption="Invoiced, by branch" rows={revenue.branches} currency={currency} unnamed="No branch" />
          <AmountRows
            caption="Invoiced, by therapist"
            rows={revenue.therapists}
            currency={currency}
            unnamed="Not tied to an appointment"
          />
          <AmountRows caption="Invoiced, by service" rows={revenue.services} currency={currency} unnamed="Not named" />
        </div>
      </Part>
      <Part text={packagesText(books)}>
        <RowBars
          caption="How they stand"
          rows={[
            { name: "Finished", size: packages.finished, text: countText(packages.finished) },
            { name: "Running", size: packages.running, text: countText(packages.running) },
            { name: "Frozen", size: packages.frozen, text: countText(packages.frozen) },
            { name: "Ended unfinished", size: packages.lapsed, text: countText(packages.lapsed) },
          ]}
        />
        <RowBars
          caption="Sessions given so far"
          rows={packages.quarters.map((count, at) => ({
            name: quarterWords[at] ?? "",
            size: count,
            text: countText(count),
          }))}
        />
      </Part>
    </>
  );
}

export function DuesPart({ dues }: { readonly dues: NonNullable<Report["dues"]> }) {
  const { total, currency } = dues;
  const ages = [
    ["Up to 30 days", total.d30],
    ["31 to 60 days", total.d60],
    ["61 to 90 days", total.d90],
    ["More than 90 days", total.more],
  ] as const;
  return (
    <Part text={duesText(dues)}>
      <RowBars
        caption="Since they were invoiced"
        rows={ages.map(([name, amount]) => ({ name, size: Number(amount), text: moneyText(amount, currency) }))}
      />
    </Part>
  );
}

export function ExpensesPart({ expenses }: { readonly expenses: NonNullable<Report["expenses"]> }) {
  const { currency, categories, branches } = expenses;
  return (
    <Part text={expensesText(expenses)}>
      <AmountRows caption="By category" rows={categories} currency={currency} unnamed="No category" />
      {branches.length > 1 && (
        <AmountRows caption="By branch" rows={branches} currency={currency} unnamed="No branch" />
      )}
    </Part>
  );
}

export function EnquiriesPart({ enquiries }: { readonly enquiries: NonNullable<Report["enquiries"]> }) {
  const { sources, referrers } = enquiries.now;
  const rows = (of: typeof sources, word: (id: string) => string) =>
    of.map(({ id, made, registered }) => ({
      name: word(id),
      size: made,
      text: `${countText(made)}, ${countText(registered)} registered (${shareText(registered, made)})`,
    }));
  return (
    <Part text={enquiriesText(enquiries)}>
      <RowBars caption="How they came" rows={rows(sources, sourceWord)} />
      <RowBars caption="Who sent them" rows={rows(referrers, (name) => name)} />
    </Part>
  );
}
