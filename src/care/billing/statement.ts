import { type Minor, amountText, moneyIn, sumOf } from "../../foundation/money/index.ts";
import { type Found } from "../../custody/chart/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { type InvoiceAccount, dueIn, freeIn, openOf } from "./book.ts";
import { findRecords, findAmong } from "./finding.ts";
import { moneyOfPatient, seeingOf } from "./patient-money.ts";
import { currencyOf } from "./posting.ts";
import {
  bookFrom,
  branchOf,
  isCreditNote,
  isIssued,
  isPatientAccount,
  isRefund,
  patientIn,
  postingOf,
  statusOf,
  totalOf,
} from "./shapes.ts";
import { instantOf, invoiceView, numberOf, paymentView } from "./views.ts";

/** All that was invoiced, credited, paid and given back, oldest first. @throws BillingError `billing/unknown` */
export async function readStatement(ports: BillingPorts, caller: Caller, patient: ResourceId) {
  const money = await moneyOfPatient(ports, caller, patient);
  const { currency, book, seeing } = money;
  const say = (amount: Minor) => amountText(amount, currency.digits);
  const entry = (one: Found, kind: "invoice" | "credit-note" | "payment" | "refund", amount: Minor) => ({
    kind,
    id: one.id,
    number: numberOf(one.resource),
    at: instantOf(kind === "invoice" || kind === "credit-note" ? one.resource["date"] : one.resource["created"]),
    amount,
  });
  const entries = [
    ...money.invoices
      .filter(({ resource }) => isIssued(resource))
      .map((one) =>
        entry(one, isCreditNote(one.resource) ? "credit-note" : "invoice", totalOf(one.resource, currency)),
      ),
    // What is taken from an advance was counted as it came.
    ...money.payments
      .filter(({ resource }) => statusOf(resource) === "active")
      .map((one) => {
        const posting = postingOf(one.resource, currency);
        return isRefund(one.resource)
          ? entry(one, "refund", moneyIn(one.resource["amount"], currency) ?? 0n)
          : entry(one, "payment", posting.kind === "receive" ? -posting.money : 0n);
      }),
  ].sort((a, b) => (a.at ?? "").localeCompare(b.at ?? "") || (a.kind < b.kind ? -1 : 1));
  let balance = 0n;
  const [due, free] = [dueIn(book), freeIn(book)];
  const shown = money.invoices.map((one) => invoiceView(one, seeing));
  return {
    currency: currency.currency,
    patientId: patient,
    entries: entries.map(({ amount, at, ...one }) => {
      balance += amount;
      return { ...one, at: at ?? new Date(0).toISOString(), amount: say(amount), balance: say(balance) };
    }),
    due: say(due),
    advance: say(free),
    balance: say(due - free),
    drafts: shown.filter(({ state }) => state === "draft"),
    open: shown.filter(({ open }) => /[1-9]/.test(open)),
    refundsRequested: money.payments
      .filter(({ resource }) => isRefund(resource) && statusOf(resource) === "draft")
      .map((one) => paymentView(one, seeing)),
  };
}

const dayMilliseconds = 24 * 3_600_000;
const ages = [
  { name: "d30", days: 30 },
  { name: "d60", days: 60 },
  { name: "d90", days: 90 },
  { name: "more", days: Number.POSITIVE_INFINITY },
] as const;
type Age = (typeof ages)[number]["name"];

interface Owed {
  readonly patient: ResourceId;
  readonly age: Age;
  readonly at: string;
  readonly open: Minor;
}

function byAge(owed: readonly Owed[], digits: number) {
  const say = (age?: Age) =>
    amountText(sumOf(owed.filter((one) => age === undefined || one.age === age).map(({ open }) => open)), digits);
  return { d30: say("d30"), d60: say("d60"), d90: say("d90"), more: say("more"), all: say() };
}

export function nameOf(patient: Found | undefined): string | undefined {
  const [name] = (patient?.resource["name"] ?? []) as readonly {
    text?: string;
    given?: readonly string[];
    family?: string;
  }[];
  const text = name?.text ?? [...(name?.given ?? []), name?.family ?? ""].join(" ").trim();
  return text === "" ? undefined : text;
}

/** What is open of each invoice. Of the payments those of whoever owes here are read, and nobody else's. */
async function owedAt(ports: BillingPorts, caller: Caller, branch: ResourceId | undefined) {
  const { settings, today } = await seeingOf(ports, caller);
  const currency = currencyOf(settings);
  const unpaid = await findRecords(ports, caller, "Invoice", [["status", "issued"]]);
  const here = branch === undefined ? unpaid : unpaid.filter(({ resource }) => branchOf(resource) === branch);
  const debtors = [...new Set(here.flatMap(({ resource }) => patientIn(resource) ?? []))];
  const accounts = await findAmong(ports, caller, "Account", {
    parameter: "patient",
    among: debtors.map((id) => `Patient/${id}`),
  });
  const payments = await findAmong(ports, caller, "PaymentNotice", {
    parameter: "request",
    among: accounts.filter(({ resource }) => isPatientAccount(resource)).map(({ id }) => `Account/${id}`),
  });
  const { invoices } = bookFrom({ accounts: [], invoices: unpaid, payments, sessions: [] }, { currency, today });
  const now = ports.now();
  const owed = here.flatMap(({ id, resource }): readonly Owed[] => {
    const account: InvoiceAccount | undefined = invoices.get(id);
    const open = account === undefined ? 0n : openOf(account);
    const patient = patientIn(resource);
    if (open === 0n || patient === undefined) return [];
    const at = instantOf(resource["date"]) ?? new Date(now).toISOString();
    const days = (now - Date.parse(at)) / dayMilliseconds;
    return [{ patient, open, at, age: ages.find((age) => days < age.days + 1)?.name ?? "more" }];
  });
  return { owed, currency, now };
}

/** What is owed in all, and by how many: of nobody is told who. */
export async function sumDues(ports: BillingPorts, caller: Caller, branch: ResourceId | undefined) {
  const { owed, currency } = await owedAt(ports, caller, branch);
  return { total: byAge(owed, currency.digits), patients: new Set(owed.map(({ patient }) => patient)).size };
}

/** Who owes what, and since when, most first. */
export async function readDues(ports: BillingPorts, caller: Caller, branch: ResourceId | undefined) {
  const { owed, currency, now } = await owedAt(ports, caller, branch);
  const ofPatient = Map.groupBy(owed, ({ patient }) => patient);
  const who = [...ofPatient.keys()];
  const found = await findAmong(ports, caller, "Patient", { parameter: "_id", among: who });
  const patients = new Map(found.map((one) => [one.id, one]));
  const rows = [...ofPatient].map(([patient, own]) => {
    return {
      all: sumOf(own.map(({ open }) => open)),
      row: {
        patientId: patient,
        name: nameOf(patients.get(patient)),
        ...byAge(own, currency.digits),
        oldest: own.map(({ at }) => at).sort()[0] ?? new Date(now).toISOString(),
      },
    };
  });
  return {
    currency: currency.currency,
    total: byAge(owed, currency.digits),
    patients: rows.sort((a, b) => (b.all > a.all ? 1 : b.all < a.all ? -1 : 0)).map(({ row }) => row),
  };
}
