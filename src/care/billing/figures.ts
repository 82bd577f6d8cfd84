import { type Currency, type Minor, moneyIn } from "../../foundation/money/index.ts";
import { extensionIn, idIn, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { totalsOf } from "./invoice-totals.ts";
import {
  type Kept,
  branchOf,
  creditedBy,
  invoiceOfPackage,
  isIssued,
  isPackage,
  ordinalOf,
  packageOf,
  patientIn,
  postingOf,
  sessionsOf,
  sourceOfPackage,
  statusOf,
  totalOf,
  untilOf,
  usesSession,
} from "./shapes.ts";
import { codeSystem, extensionUrl } from "./vocabulary.ts";

/** What an issued invoice adds to what was invoiced; of a credit note all is negative. */
export interface InvoiceFigure {
  readonly patient: ResourceId | undefined;
  readonly branch: ResourceId | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly net: Minor;
  readonly tax: Minor;
  /** The invoice that this credit note credits. */
  readonly credits: ResourceId | undefined;
  readonly lines: readonly {
    readonly charge: ResourceId | undefined;
    readonly text: string;
    readonly net: Minor;
  }[];
}

/** New money that came in, or with a minus what was given back. What is taken from an advance was counted as that came. */
export interface PaymentFigure {
  readonly patient: ResourceId | undefined;
  readonly branch: ResourceId | undefined;
  readonly at: number;
  readonly money: Minor;
}

/** Sessions that were sold. */
export interface PackageFigure {
  readonly patient: ResourceId | undefined;
  readonly sessions: number;
  readonly invoice: ResourceId | undefined;
  /** The package that its sessions were another patient's in. */
  readonly from: ResourceId | undefined;
  /** Its last day. */
  readonly until: string | undefined;
  readonly state: "active" | "frozen" | "ended";
}

/** Something that was done: the session of a package, where it is one. */
export interface ChargeFigure {
  readonly patient: ResourceId | undefined;
  readonly at: number;
  readonly code: string | undefined;
  readonly text: string;
  readonly appointment: ResourceId | undefined;
  readonly package: ResourceId | undefined;
}

function momentOf(value: unknown): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Undefined of what isn't issued. History from elsewhere that doesn't add up counts as its totals say. */
export function invoiceFigure({ resource }: Kept, currency: Currency): InvoiceFigure | undefined {
  const at = momentOf(resource["date"]);
  if (!isIssued(resource) || at === undefined) return undefined;
  const totals = totalsOf(resource, currency);
  const gross = totalOf(resource, currency);
  const net = "path" in totals ? (moneyIn(resource["totalNet"], currency) ?? gross) : totals.net;
  const lines = objectsIn(resource["lineItem"]).map((line, index) => {
    const named = [line["chargeItemReference"], line["chargeItemCodeableConcept"]].flatMap((one) =>
      objectsIn([one ?? null]),
    )[0];
    return {
      charge: idIn(line["chargeItemReference"], "ChargeItem"),
      text: textIn(named?.["display"]) ?? textIn(named?.["text"]) ?? "",
      net: "path" in totals ? 0n : (totals.lines[index]?.net ?? 0n),
    };
  });
  return {
    patient: patientIn(resource),
    branch: branchOf(resource),
    at,
    net,
    tax: ("path" in totals ? gross : totals.gross) - net,
    credits: creditedBy(resource),
    lines,
  };
}

/** Undefined of what isn't in force, such as a refund that nobody approved yet. */
export function paymentFigure({ resource }: Kept, currency: Currency): PaymentFigure | undefined {
  const at = momentOf(resource["created"]);
  if (statusOf(resource) !== "active" || at === undefined) return undefined;
  const posting = postingOf(resource, currency);
  const money = posting.kind === "refund" ? -posting.amount : posting.kind === "receive" ? posting.money : 0n;
  return { patient: patientIn(resource), branch: branchOf(resource), at, money };
}

/** @param today of the organisation */
export function packageFigure({ resource }: Kept, today: string): PackageFigure | undefined {
  const status = statusOf(resource);
  if (!isPackage(resource) || status === "entered-in-error") return undefined;
  const until = untilOf(resource);
  const isOver = (until !== undefined && until < today) || (status !== "active" && status !== "on-hold");
  return {
    patient: patientIn(resource),
    sessions: sessionsOf(resource),
    invoice: invoiceOfPackage(resource),
    from: sourceOfPackage(resource),
    until,
    state: isOver ? "ended" : status === "active" ? "active" : "frozen",
  };
}

export function chargeFigure({ resource }: Kept): ChargeFigure | undefined {
  const status = statusOf(resource);
  if (status === "entered-in-error" || status === "aborted") return undefined;
  const [code] = objectsIn([resource["code"] ?? null]);
  const coded = objectsIn(code?.["coding"]).find(({ system }) => system === codeSystem.price);
  const isSession = usesSession(resource) && ordinalOf(resource) !== undefined;
  return {
    patient: patientIn(resource),
    at: momentOf(resource["occurrenceDateTime"]) ?? 0,
    code: textIn(coded?.["code"]),
    text: textIn(code?.["text"]) ?? "",
    appointment: idIn(extensionIn(resource, extensionUrl.appointment)?.["valueReference"], "Appointment"),
    package: isSession ? packageOf(resource) : undefined,
  };
}

/** What of a package's price its used sessions come to, down to the smallest unit: the last session takes the rest. */
export function earnedOf(price: Minor, sessions: number, used: number): Minor {
  if (sessions <= 0) return 0n;
  return (price * BigInt(Math.min(Math.max(used, 0), sessions))) / BigInt(sessions);
}
