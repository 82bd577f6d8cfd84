import type { Report } from "../../../../contract/index.ts";
import { duesText, enquiriesText, expensesText, packagesText, quarterWords, revenueText } from "./money-texts.ts";
import { Part } from "./Part.tsx";
import classes from "./Reports.module.css";
import { RowBars } from "./RowBars.tsx";
import { StepBars } from "./StepBars.tsx";
import { countText, moneyText, rowName, shareText, sourceWord } from "./words.ts";
import { say } from "../words/index.ts";

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
  const told = (value: number | null) => moneyText(value === null ? null : String(value), currency);
  return (
    <>
      <Part text={revenueText(books)} wide>
        {revenue.steps !== null && (
          <StepBars
            label={say("moneyPlot")}
            series={[say("invoiced"), say("received")]}
            steps={revenue.steps.map(({ from, net, received }) => ({ from, values: [Number(net), Number(received)] }))}
            say={told}
          />
        )}
        <div className={classes.columns}>
          <RowBars
            caption={say("earnedAndDeferred")}
            rows={[
              {
                name: say("earnedInPeriod"),
                size: Number(revenue.earned ?? 0),
                text: moneyText(revenue.earned, currency),
              },
              {
                name: say("deferredAtEnd"),
                size: Number(revenue.deferred ?? 0),
                text: moneyText(revenue.deferred, currency),
              },
            ]}
          />
          <AmountRows
            caption={say("invoicedByBranch")}
            rows={revenue.branches}
            currency={currency}
            unnamed={say("noBranch")}
          />
          <AmountRows
            caption={say("invoicedByTherapist")}
            rows={revenue.therapists}
            currency={currency}
            unnamed={say("notTied")}
          />
          <AmountRows
            caption={say("invoicedByService")}
            rows={revenue.services}
            currency={currency}
            unnamed={say("notNamed")}
          />
        </div>
      </Part>
      <Part text={packagesText(books)}>
        <RowBars
          caption={say("howTheyStand")}
          rows={[
            { name: say("finished"), size: packages.finished, text: countText(packages.finished) },
            { name: say("running"), size: packages.running, text: countText(packages.running) },
            { name: say("frozen"), size: packages.frozen, text: countText(packages.frozen) },
            { name: say("endedUnfinished"), size: packages.lapsed, text: countText(packages.lapsed) },
          ]}
        />
        <RowBars
          caption={say("sessionsSoFar")}
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
    [say("upTo30"), total.d30],
    [say("days31"), total.d60],
    [say("days61"), total.d90],
    [say("moreThan90"), total.more],
  ] as const;
  return (
    <Part text={duesText(dues)}>
      <RowBars
        caption={say("sinceInvoicedCaption")}
        rows={ages.map(([name, amount]) => ({ name, size: Number(amount), text: moneyText(amount, currency) }))}
      />
    </Part>
  );
}

export function ExpensesPart({ expenses }: { readonly expenses: NonNullable<Report["expenses"]> }) {
  const { currency, categories, branches } = expenses;
  return (
    <Part text={expensesText(expenses)}>
      <AmountRows caption={say("byCategory")} rows={categories} currency={currency} unnamed={say("noCategory")} />
      {branches.length > 1 && (
        <AmountRows caption={say("byBranch")} rows={branches} currency={currency} unnamed={say("noBranch")} />
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
      text: say("registeredOf", {
        made: countText(made),
        registered: countText(registered),
        share: shareText(registered, made),
      }),
    }));
  return (
    <Part text={enquiriesText(enquiries)}>
      <RowBars caption={say("howTheyCame")} rows={rows(sources, sourceWord)} />
      <RowBars caption={say("whoSentThem")} rows={rows(referrers, (name) => name)} />
    </Part>
  );
}
