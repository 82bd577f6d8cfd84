import type { Report } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import type { FigureText } from "./figure-table.ts";
import { againstBefore, countText, counted, moneyText, rowName, shareText, sourceWord } from "./words.ts";

type Books = NonNullable<Report["books"]>;
type Amounts = readonly { readonly id: string; readonly name: string; readonly amount: string }[];

const asMoney = "#,##0.00";
/** Amounts stay decimals until a spreadsheet makes numbers of them. */
const amount = (text: string | null) => (text === null ? "too few to tell" : Number(text));

export function amountRows(rows: Amounts, unnamed: string) {
  return rows.map((one) => [rowName(one, unnamed), Number(one.amount)] as const);
}

export function revenueText({ now, before }: Books): FigureText {
  const { currency, net, tax, packages, received, refunded, earned, deferred, ...tables } = now.revenue;
  const money = (text: string | null) => moneyText(text, currency);
  const rows = (title: string, head: string, of: Amounts, unnamed: string) => ({
    title,
    heads: [head, `Invoiced, ${currency}`],
    formats: [undefined, asMoney],
    rows: amountRows(of, unnamed),
  });
  return {
    id: "revenue",
    title: "Revenue",
    sentence: `${money(net)} were invoiced, ${money(received)} were received and ${money(earned)} were earned (${money(before.revenue.net)} invoiced and ${money(before.revenue.earned)} earned in the period before).`,
    meaning: `Invoiced: invoices that were issued in the period without tax (${money(tax)} of tax beside it), less credit notes. Received: money that came in; ${money(refunded)} were given back. Earned: what was invoiced without packages (${money(packages)} of packages), and of packages the sessions that were given in the period. Deferred: ${money(deferred)} of packages whose sessions weren’t given by the end of the period, and which weren’t over.`,
    tables: [
      {
        title: "Figures",
        heads: ["What", currency],
        formats: [undefined, asMoney],
        rows: [
          ["Invoiced, without tax", amount(net)],
          ["Tax", amount(tax)],
          ["Packages, of what was invoiced", amount(packages)],
          ["Received", amount(received)],
          ["Given back", amount(refunded)],
          ["Earned", amount(earned)],
          ["Deferred at the end", amount(deferred)],
        ],
      },
      ...(tables.steps === null
        ? []
        : [
            {
              title: "Over time",
              heads: ["From", `Invoiced, ${currency}`, `Received, ${currency}`],
              formats: [undefined, asMoney, asMoney],
              rows: tables.steps.map((one) => [dateText(one.from), Number(one.net), Number(one.received)]),
            },
          ]),
      rows("By branch", "Branch", tables.branches, "No branch"),
      rows("By therapist", "Therapist", tables.therapists, "Not tied to an appointment"),
      rows("By service", "Service", tables.services, "Not named"),
    ],
  };
}

export const quarterWords = [
  "Less than a quarter",
  "A quarter or more",
  "Half or more",
  "Three quarters or more",
  "All sessions",
] as const;

export function packagesText({ now, before }: Books): FigureText {
  const { sold, finished, running, frozen, lapsed, sessions, used, quarters } = now.packages;
  return {
    id: "packages",
    title: "Packages",
    sentence: `${counted(sold, "package")} ${sold === 1 ? "was" : "were"} sold${againstBefore(sold, before.packages.sold)}; ${countText(finished)} ${finished === 1 ? "is" : "are"} finished by now, ${countText(lapsed)} ended unfinished.`,
    meaning: `Packages that were sold in the period, as they stand now: ${countText(used)} of ${countText(sessions)} sessions given (${shareText(used, sessions)}). What was passed on to another patient counts with the package it came from; what was credited in full doesn’t count.`,
    tables: [
      {
        title: "How they stand",
        heads: ["State", "Packages"],
        rows: [
          ["Finished", finished],
          ["Running", running],
          ["Frozen", frozen],
          ["Ended unfinished", lapsed],
        ],
      },
      {
        title: "How far they have come",
        heads: ["Sessions given", "Packages"],
        rows: quarters.map((count, at) => [quarterWords[at] ?? "", count]),
      },
    ],
  };
}

export function duesText({ currency, total, patients }: NonNullable<Report["dues"]>): FigureText {
  return {
    id: "dues",
    title: "Dues by age",
    sentence: `${moneyText(total.all, currency)} ${patients === 0 ? "is" : "are"} owed by ${counted(patients, "patient")}, ${moneyText(total.more, currency)} of it for more than 90 days.`,
    meaning: "As of now, whatever the period: what is open on issued invoices, by the days since they were issued.",
    tables: [
      {
        title: "By age",
        heads: ["Since invoiced", currency],
        formats: [undefined, asMoney],
        rows: [
          ["Up to 30 days", Number(total.d30)],
          ["31 to 60 days", Number(total.d60)],
          ["61 to 90 days", Number(total.d90)],
          ["More than 90 days", Number(total.more)],
        ],
      },
    ],
  };
}

export function enquiriesText({ now, before }: NonNullable<Report["enquiries"]>): FigureText {
  const rows = (of: typeof now.sources, word: (id: string) => string) =>
    of.map((one) => [word(one.id), one.made, one.registered, one.declined]);
  const heads = ["Enquiries", "Registered", "Came to nothing"];
  return {
    id: "enquiries",
    title: "Enquiries and referrals",
    sentence: `${counted(now.made, "person", "people")} asked${againstBefore(now.made, before.made)}; ${countText(now.registered)} ${now.registered === 1 ? "has" : "have"} registered since (${shareText(now.registered, now.made)}).`,
    meaning: "Enquiries by the day on which they were made, of all branches; what became of them is as of now.",
    tables: [
      { title: "By way", heads: ["How they came", ...heads], rows: rows(now.sources, sourceWord) },
      { title: "By referrer", heads: ["Who sent them", ...heads], rows: rows(now.referrers, (name) => name) },
    ],
  };
}

export function expensesText({
  currency,
  total,
  before,
  categories,
  branches,
}: NonNullable<Report["expenses"]>): FigureText {
  const rows = (title: string, head: string, of: Amounts, unnamed: string) => ({
    title,
    heads: [head, currency],
    formats: [undefined, asMoney],
    rows: amountRows(of, unnamed),
  });
  return {
    id: "expenses",
    title: "Expenses",
    sentence: `${moneyText(total, currency)} were spent (${moneyText(before, currency)} in the period before).`,
    meaning: "Vouchers that are approved or paid, tax included, by the day of their approval.",
    tables: [
      rows("By category", "Category", categories, "No category"),
      rows("By branch", "Branch", branches, "No branch"),
    ],
  };
}
