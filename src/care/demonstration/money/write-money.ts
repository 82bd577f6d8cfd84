import type { JsonObject } from "../../../foundation/fhir/index.ts";
import { type BundleBuilder, type Reference, type TransactionBundle, createBundle } from "../bundle.ts";
import type { Random } from "../random.ts";
import {
  type Paid,
  type PatientMoney,
  type Refund,
  type Sale,
  type When,
  daysAfter,
  owedOf,
} from "./ledger-of-sales.ts";
import {
  amountOf,
  coded,
  counted,
  formerNumber,
  lineItem,
  money,
  ownConcept,
  refersTo,
  said,
  together,
  totals,
} from "./money-shapes.ts";
import { prices } from "./price-list.ts";

/** Numbers of the books that were kept before: by day, so that they rise with it. */
export function formerNumbers(): (mark: string, when: When) => string {
  const last = new Map<string, number>();
  return (mark, { day }) => {
    const beginning = `${mark}${day.slice(2).replaceAll("-", "")}`;
    const next = (last.get(beginning) ?? 0) + 1;
    last.set(beginning, next);
    return `${beginning}-${String(next).padStart(2, "0")}`;
  };
}

interface Writing {
  readonly bundle: BundleBuilder;
  readonly patient: Reference;
  readonly account: Reference;
  readonly number: (mark: string, when: When) => string;
}

/** Who drafted what waits for somebody else's word. */
const drafter = said("drafted-by", "demonstration");

/** A patient's books: what was sold, received, credited and given back. */
export function writeMoney(
  { patient, branch, sales, advances, refunds }: PatientMoney,
  number: Writing["number"],
  random: Random,
): TransactionBundle {
  const bundle = createBundle(random);
  const account = bundle.add("Account", {
    status: "active",
    type: ownConcept("account-type", "patient"),
    subject: [{ ...patient }],
  });
  const writing: Writing = { bundle, patient, account, number };
  for (const sale of sales) writeSale(writing, sale);
  for (const advance of advances) writePayment(writing, [advance], { branch });
  for (const refund of refunds) writeRefund(writing, refund);
  return bundle.finish();
}

function writeSale(writing: Writing, sale: Sale): void {
  const { bundle, patient, number } = writing;
  const { when, branch, lines, visit, isDraft = false, credited, block } = sale;
  const charges = lines.map(({ price, quantity }) =>
    bundle.add("ChargeItem", {
      status: isDraft ? "billable" : "billed",
      code: ownConcept("price", price.code, price.name),
      subject: { ...patient },
      ...(visit === undefined
        ? {}
        : {
            context: { ...visit.encounter },
            performer: [{ actor: { ...visit.provider } }],
            ...(visit.appointment === undefined ? {} : { extension: [refersTo("appointment", visit.appointment)] }),
          }),
      occurrenceDateTime: when.at,
      quantity: { value: quantity },
    }),
  );
  const invoice = bundle.add("Invoice", {
    ...(isDraft ? {} : { identifier: [formerNumber("invoice", number("A-", when))], date: when.at }),
    extension: [refersTo("branch", branch), ...(isDraft ? [drafter] : [])],
    status: isDraft ? "draft" : credited !== undefined ? "cancelled" : owedOf(sale) === 0 ? "balanced" : "issued",
    type: ownConcept("invoice-type", "invoice"),
    subject: { ...patient },
    lineItem: lines.map((one, at) => lineItem(one, at, charges[at])),
    ...totals(lines),
  });
  // What was paid at one time is one receipt, by however many methods.
  const times = new Map<string, Paid[]>();
  for (const paid of sale.paid) times.set(paid.when.at, [...(times.get(paid.when.at) ?? []), paid]);
  for (const parts of times.values()) writePayment(writing, parts, { branch, invoice });
  if (credited !== undefined) writeCredit(writing, sale, invoice, credited);
  if (block !== undefined) writeBlock(writing, { when, block, invoice });
}

function writeCredit(
  { bundle, patient, number }: Writing,
  { lines, branch }: Sale,
  invoice: Reference,
  { when, reason }: NonNullable<Sale["credited"]>,
): void {
  bundle.add("Invoice", {
    identifier: [formerNumber("credit-note", number("C-", when))],
    extension: [refersTo("branch", branch), refersTo("credits", invoice), said("reason", reason)],
    status: "issued",
    date: when.at,
    type: ownConcept("invoice-type", "credit-note"),
    subject: { ...patient },
    lineItem: lines.map((one, at) => lineItem(one, at, undefined, -1)),
    ...totals(lines, -1),
  });
}

function notice(
  { bundle, patient, account }: Writing,
  parts: readonly Pick<Paid, "method" | "pence" | "when">[],
  {
    branch,
    status,
    identifier,
    extension,
  }: { branch: Reference; status: string; identifier?: JsonObject; extension: readonly JsonObject[] },
): void {
  const [first] = parts;
  if (first === undefined) return;
  bundle.add("PaymentNotice", {
    ...(identifier === undefined ? {} : { identifier: [identifier] }),
    extension: [
      refersTo("patient", patient),
      refersTo("branch", branch),
      ...parts.map(({ method, pence }) =>
        together("part", [{ url: "method", valueCode: method }, amountOf("amount", pence)]),
      ),
      ...extension,
    ],
    status,
    request: { ...account },
    created: first.when.at,
    paymentDate: first.when.day,
    payment: { display: "of the books that were kept before" },
    recipient: { display: "this organisation" },
    amount: money(parts.reduce((sum, { pence }) => sum + pence, 0)),
  });
}

function writePayment(
  writing: Writing,
  parts: readonly Paid[],
  { branch, invoice }: { readonly branch: Reference; readonly invoice?: Reference },
): void {
  const [first] = parts;
  if (first === undefined) return;
  const pence = parts.reduce((sum, one) => sum + one.pence, 0);
  const to = { url: "invoice", valueReference: { ...invoice } };
  notice(writing, parts, {
    branch,
    status: "active",
    identifier: formerNumber("receipt", writing.number("R-", first.when)),
    extension: invoice === undefined ? [] : [together("allocation", [to, amountOf("amount", pence)])],
  });
}

function writeRefund(writing: Writing, refund: Refund): void {
  const { branch, isDone, reason, when } = refund;
  notice(writing, [refund], {
    branch,
    status: isDone ? "active" : "draft",
    ...(isDone ? { identifier: formerNumber("receipt", writing.number("R-", when)) } : {}),
    extension: [coded("kind", "refund"), said("reason", reason), drafter],
  });
}

function writeBlock(
  { bundle, patient }: Writing,
  {
    when,
    block,
    invoice,
  }: { readonly when: When; readonly block: NonNullable<Sale["block"]>; readonly invoice: Reference },
): void {
  const { sessions, used, isFrozen } = block;
  const account = bundle.add("Account", {
    extension: [counted("sessions", sessions), coded("package-kind", "package"), refersTo("invoice", invoice)],
    status: isFrozen ? "on-hold" : "active",
    type: ownConcept("account-type", "package"),
    name: prices.block.name,
    subject: [{ ...patient }],
    servicePeriod: { start: when.day, end: daysAfter(when, 180).day },
  });
  for (const [at, visit] of used.entries())
    bundle.add("ChargeItem", {
      extension: [
        counted("session", at + 1),
        ...(visit.appointment === undefined ? [] : [refersTo("appointment", visit.appointment)]),
      ],
      status: "not-billable",
      code: ownConcept("price", prices.session.code, prices.session.name),
      subject: { ...patient },
      context: { ...visit.encounter },
      performer: [{ actor: { ...visit.provider } }],
      occurrenceDateTime: visit.end,
      quantity: { value: 1 },
      account: [{ ...account }],
    });
}
