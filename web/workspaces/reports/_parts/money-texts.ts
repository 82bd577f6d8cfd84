import type { Report } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import type { FigureText } from "./figure-table.ts";
import { againstBefore, countText, moneyText, rowName, several, shareText, sourceWord } from "./words.ts";
import { say } from "../words/index.ts";

type Books = NonNullable<Report["books"]>;
type Amounts = readonly { readonly id: string; readonly name: string; readonly amount: string }[];

const asMoney = "#,##0.00";
/** Amounts stay decimals until a spreadsheet makes numbers of them. */
const amount = (text: string | null) => (text === null ? say("tooFew") : Number(text));

export function amountRows(rows: Amounts, unnamed: string) {
  return rows.map((one) => [rowName(one, unnamed), Number(one.amount)] as const);
}

export function revenueText({ now, before }: Books): FigureText {
  const { currency, net, tax, packages, received, refunded, earned, deferred, ...tables } = now.revenue;
  const money = (text: string | null) => moneyText(text, currency);
  const rows = (title: string, head: string, of: Amounts, unnamed: string) => ({
    title,
    heads: [head, say("invoicedIn", { currency })],
    formats: [undefined, asMoney],
    rows: amountRows(of, unnamed),
  });
  return {
    id: "revenue",
    title: say("revenue"),
    sentence: say("revenueSentence", {
      net: money(net),
      received: money(received),
      earned: money(earned),
      netBefore: money(before.revenue.net),
      earnedBefore: money(before.revenue.earned),
    }),
    meaning: say("revenueMeaning", {
      tax: money(tax),
      refunded: money(refunded),
      packages: money(packages),
      deferred: money(deferred),
    }),
    tables: [
      {
        title: say("figures"),
        heads: [say("what"), currency],
        formats: [undefined, asMoney],
        rows: [
          [say("invoicedNet"), amount(net)],
          [say("tax"), amount(tax)],
          [say("packagesOfInvoiced"), amount(packages)],
          [say("received"), amount(received)],
          [say("givenBack"), amount(refunded)],
          [say("earned"), amount(earned)],
          [say("deferredEnd"), amount(deferred)],
        ],
      },
      ...(tables.steps === null
        ? []
        : [
            {
              title: say("overTime"),
              heads: [say("from"), say("invoicedIn", { currency }), say("receivedIn", { currency })],
              formats: [undefined, asMoney, asMoney],
              rows: tables.steps.map((one) => [dateText(one.from), Number(one.net), Number(one.received)]),
            },
          ]),
      rows(say("byBranch"), say("branch"), tables.branches, say("noBranch")),
      rows(say("byTherapist"), say("therapist"), tables.therapists, say("notTied")),
      rows(say("byService"), say("service"), tables.services, say("notNamed")),
    ],
  };
}

export const quarterWords = [
  say("lessThanQuarter"),
  say("quarterOrMore"),
  say("halfOrMore"),
  say("threeQuarters"),
  say("allSessions"),
] as const;

export function packagesText({ now, before }: Books): FigureText {
  const { sold, finished, running, frozen, lapsed, sessions, used, quarters } = now.packages;
  return {
    id: "packages",
    title: say("packages"),
    sentence: say("packagesSentence", {
      count: countText(sold),
      sold: several(sold),
      against: againstBefore(sold, before.packages.sold),
      finished: countText(finished),
      done: several(finished),
      lapsed: countText(lapsed),
    }),
    meaning: say("packagesMeaning", {
      used: countText(used),
      sessions: countText(sessions),
      share: shareText(used, sessions),
    }),
    tables: [
      {
        title: say("howTheyStand"),
        heads: [say("state"), say("packages")],
        rows: [
          [say("finished"), finished],
          [say("running"), running],
          [say("frozen"), frozen],
          [say("endedUnfinished"), lapsed],
        ],
      },
      {
        title: say("howFar"),
        heads: [say("sessionsGiven"), say("packages")],
        rows: quarters.map((count, at) => [quarterWords[at] ?? "", count]),
      },
    ],
  };
}

export function duesText({ currency, total, patients }: NonNullable<Report["dues"]>): FigureText {
  return {
    id: "dues",
    title: say("duesByAge"),
    sentence: say("duesSentence", {
      amount: moneyText(total.all, currency),
      patients: several(patients),
      count: countText(patients),
      more: moneyText(total.more, currency),
    }),
    meaning: say("duesMeaning"),
    tables: [
      {
        title: say("byAge"),
        heads: [say("sinceInvoiced"), currency],
        formats: [undefined, asMoney],
        rows: [
          [say("upTo30"), Number(total.d30)],
          [say("days31"), Number(total.d60)],
          [say("days61"), Number(total.d90)],
          [say("moreThan90"), Number(total.more)],
        ],
      },
    ],
  };
}

export function enquiriesText({ now, before }: NonNullable<Report["enquiries"]>): FigureText {
  const rows = (of: typeof now.sources, word: (id: string) => string) =>
    of.map((one) => [word(one.id), one.made, one.registered, one.declined]);
  const heads = [say("enquiries"), say("registered"), say("cameToNothing")];
  return {
    id: "enquiries",
    title: say("enquiriesAndReferrals"),
    sentence: say("enquiriesSentence", {
      count: countText(now.made),
      made: several(now.made),
      against: againstBefore(now.made, before.made),
      registered: countText(now.registered),
      joined: several(now.registered),
      share: shareText(now.registered, now.made),
    }),
    meaning: say("enquiriesMeaning"),
    tables: [
      { title: say("byWay"), heads: [say("howTheyCame"), ...heads], rows: rows(now.sources, sourceWord) },
      { title: say("byReferrer"), heads: [say("whoSentThem"), ...heads], rows: rows(now.referrers, (name) => name) },
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
    title: say("expenses"),
    sentence: say("expensesSentence", { total: moneyText(total, currency), before: moneyText(before, currency) }),
    meaning: say("expensesMeaning"),
    tables: [
      rows(say("byCategory"), say("category"), categories, say("noCategory")),
      rows(say("byBranch"), say("branch"), branches, say("noBranch")),
    ],
  };
}
