import { type Minor, amountText, moneyIn } from "../../foundation/money/index.ts";
import { type Found } from "../../custody/chart/index.ts";
import {
  type FhirResource,
  type JsonObject,
  extensionIn,
  idIn,
  identifiersIn,
  objectsIn,
  textIn,
  numberText,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Book, openOf } from "./book.ts";
import { needsApproval } from "./invoice-rule.ts";
import { totalsOf } from "./invoice-totals.ts";
import { currencyOf } from "./posting.ts";
import { draftersOf } from "./rule-parts.ts";
import type { BillingSettings } from "./settings.ts";
import {
  allocationsOf,
  branchOf,
  creditedBy,
  invoiceOfPackage,
  isCreditNote,
  isRefund,
  ordinalOf,
  packageOf,
  partsOf,
  patientIn,
  sessionsOf,
  statusOf,
  totalOf,
  untilOf,
  usesSession,
} from "./shapes.ts";
import { codeSystem, elsewhere, extensionUrl, identifierSystem } from "./vocabulary.ts";

/** What views are made with. */
export interface Seeing {
  readonly caller: Caller;
  readonly settings: BillingSettings;
  readonly book: Book;
  readonly today: string;
}

/** Whether a caller's role speaks of changing this. The chart decides. */
function mayUpdate({ scopes }: Caller): boolean {
  return scopes.some(({ type, permissions }) => (type === "*" || type === "Invoice") && permissions.includes("u"));
}

const invoiceStates = {
  draft: "draft",
  issued: "issued",
  balanced: "balanced",
  cancelled: "cancelled",
  "entered-in-error": "discarded",
} as const;
type InvoiceState = (typeof invoiceStates)[keyof typeof invoiceStates];

export function invoiceStateOf(resource: FhirResource): InvoiceState {
  return invoiceStates[statusOf(resource) as keyof typeof invoiceStates] ?? "draft";
}

/** Its own number, else the one that it had where it comes from. */
export function numberOf(resource: FhirResource): string | undefined {
  const systems = [identifierSystem.invoice, identifierSystem.creditNote, identifierSystem.receipt];
  return [...systems, ...systems.map(elsewhere)].flatMap((system) => identifiersIn(resource, system))[0];
}

export function reasonOf(resource: FhirResource): string | undefined {
  return textIn(extensionIn(resource, extensionUrl.reason)?.["valueString"]);
}

/** An instant, of a record that may say no more than a day. */
export function instantOf(text: unknown): string | undefined {
  const at = typeof text === "string" ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

export function openAmount(book: Book, id: ResourceId): Minor {
  const account = book.invoices.get(id);
  return account === undefined ? 0n : openOf(account);
}

export function invoiceView({ id, version, resource }: Found, { caller, settings, book }: Seeing) {
  const currency = currencyOf(settings);
  const say = (amount: Minor) => amountText(amount, currency.digits);
  const state = invoiceStateOf(resource);
  const totals = totalsOf(resource, currency);
  const added = "path" in totals ? undefined : totals;
  const isDraft = state === "draft";
  const isCredit = isCreditNote(resource);
  const needs = isDraft && !isCredit && added !== undefined && needsApproval(resource, added, settings);
  const isMine = draftersOf(resource).some(({ id }) => id === caller.id);
  const open = openAmount(book, id);
  const creditable = book.invoices.get(id);
  const isChanging = mayUpdate(caller);
  return {
    id,
    version,
    kind: isCredit ? ("credit-note" as const) : ("invoice" as const),
    number: numberOf(resource),
    state,
    patientId: patientIn(resource) ?? id,
    branchId: branchOf(resource),
    date: instantOf(resource["date"]),
    currency: currency.currency,
    lines: objectsIn(resource["lineItem"]).map((line, index) => lineView(line, added?.lines[index], settings)),
    net: say(added?.net ?? 0n),
    tax: say((added?.gross ?? 0n) - (added?.net ?? 0n)),
    total: say(added?.gross ?? totalOf(resource, currency)),
    open: say(open),
    creditsId: creditedBy(resource),
    reason: reasonOf(resource),
    needsApproval: needs,
    may: [
      ...(isChanging && isDraft && (!needs || (caller.permissions.has("discounts.approve") && !isMine))
        ? (["issue"] as const)
        : []),
      ...(isChanging && isDraft ? (["discard"] as const) : []),
      ...(isChanging && open > 0n ? (["pay"] as const) : []),
      ...(isChanging && creditable !== undefined && creditable.credited < creditable.total
        ? (["credit"] as const)
        : []),
    ],
  };
}
export type InvoiceView = ReturnType<typeof invoiceView>;

function lineView(
  line: JsonObject,
  totals: { base: Minor; discount: Minor; net: Minor; tax: Minor } | undefined,
  settings: BillingSettings,
) {
  const currency = currencyOf(settings);
  const say = (amount: Minor | undefined) => amountText(amount ?? 0n, currency.digits);
  const components = objectsIn(line["priceComponent"]);
  const quantity = Number(numberText(components.find((one) => one["type"] === "base")?.["factor"]) ?? "1");
  const named = line["chargeItemReference"] ?? line["chargeItemCodeableConcept"];
  const words = named as JsonObject | undefined;
  return {
    text: textIn(words?.["display"]) ?? textIn(words?.["text"]) ?? "",
    quantity: Number.isInteger(quantity) && quantity > 0 ? quantity : 1,
    base: say(totals?.base),
    discount: say(totals?.discount),
    taxes: components.flatMap((one) => {
      const coding = objectsIn((one["code"] as JsonObject | undefined)?.["coding"]);
      const code = textIn(coding.find(({ system }) => system === codeSystem.tax)?.["code"]);
      return one["type"] === "tax" ? [{ code: code ?? "", amount: say(moneyIn(one["amount"], currency)) }] : [];
    }),
    total: say((totals?.net ?? 0n) + (totals?.tax ?? 0n)),
  };
}

const paymentStates = {
  active: "done",
  draft: "requested",
  cancelled: "refused",
  "entered-in-error": "refused",
} as const;

export function paymentView({ id, version, resource }: Found, { caller, settings }: Seeing) {
  const currency = currencyOf(settings);
  const say = (amount: Minor | undefined) => amountText(amount ?? 0n, currency.digits);
  const state = paymentStates[statusOf(resource) as keyof typeof paymentStates] ?? "refused";
  const isOpen = state === "requested" && mayUpdate(caller);
  const mayApprove =
    isOpen && caller.permissions.has("refunds.approve") && draftersOf(resource).every(({ id }) => id !== caller.id);
  return {
    id,
    version,
    kind: isRefund(resource) ? ("refund" as const) : ("payment" as const),
    number: numberOf(resource),
    state,
    patientId: patientIn(resource) ?? id,
    branchId: branchOf(resource),
    created: instantOf(resource["created"]) ?? new Date(0).toISOString(),
    currency: currency.currency,
    amount: say(moneyIn(resource["amount"], currency)),
    parts: partsOf(resource, currency).flatMap(({ method, amount, reference }) =>
      method === undefined ? [] : [{ method, amount: say(amount), reference }],
    ),
    allocations: allocationsOf(resource, currency).flatMap(({ invoice, amount }) =>
      invoice === undefined ? [] : [{ invoiceId: invoice, amount: say(amount) }],
    ),
    reason: reasonOf(resource),
    may: [...(mayApprove ? (["approve"] as const) : []), ...(isOpen ? (["refuse"] as const) : [])],
  };
}
export type PaymentView = ReturnType<typeof paymentView>;

const kinds = ["daily", "advance", "package"] as const;
export type PackageKind = (typeof kinds)[number];

export function packageView({ id, version, resource }: Found, sessions: readonly Found[], { caller, today }: Seeing) {
  const own = sessions.filter((one) => usesSession(one.resource) && packageOf(one.resource) === id);
  const [total, used] = [sessionsOf(resource), own.length];
  const until = untilOf(resource);
  const status = statusOf(resource);
  const isOver = (until !== undefined && until < today) || (status !== "active" && status !== "on-hold");
  const state = isOver ? ("ended" as const) : status === "active" ? ("active" as const) : ("frozen" as const);
  const left = Math.max(0, total - used);
  const isChanging = mayUpdate(caller);
  const kind = textIn(extensionIn(resource, extensionUrl.packageKind)?.["valueCode"]);
  return {
    id,
    version,
    kind: kinds.find((one) => one === kind) ?? ("package" as const),
    name: textIn(resource["name"]) ?? "",
    patientId: patientIn(resource) ?? id,
    sessions: total,
    used,
    left,
    state,
    until,
    invoiceId: invoiceOfPackage(resource),
    attended: own
      .map((one) => ({
        id: one.id,
        version: one.version,
        ordinal: ordinalOf(one.resource) ?? 1,
        at: instantOf(one.resource["occurrenceDateTime"]) ?? new Date(0).toISOString(),
        appointmentId: idIn(extensionIn(one.resource, extensionUrl.appointment)?.["valueReference"], "Appointment"),
      }))
      .sort((a, b) => b.at.localeCompare(a.at) || b.ordinal - a.ordinal),
    may: isChanging
      ? [
          ...(state === "active" && left > 0 ? (["use", "transfer"] as const) : []),
          ...(used > 0 ? (["undo"] as const) : []),
          ...(state === "active" ? (["freeze"] as const) : []),
          ...(state === "frozen" ? (["unfreeze"] as const) : []),
        ]
      : [],
  };
}
export type PackageView = ReturnType<typeof packageView>;
