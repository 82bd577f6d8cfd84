import { type Currency, type Minor, moneyIn } from "../../foundation/money/index.ts";
import { extensionIn, idIn, objectsIn, textIn } from "../../foundation/fhir/index.ts";
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
import { extensionUrl } from "./vocabulary.ts";

function momentOf(value: unknown): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

// What figures mean is said where they are counted: src/care/reports/ports.ts.

/** Undefined of what isn't issued. History from elsewhere that doesn't add up counts as its totals say. */
export function invoiceFigure({ resource }: Kept, currency: Currency) {
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
export function paymentFigure({ resource }: Kept, currency: Currency) {
  const at = momentOf(resource["created"]);
  if (statusOf(resource) !== "active" || at === undefined) return undefined;
  const posting = postingOf(resource, currency);
  const money = posting.kind === "refund" ? -posting.amount : posting.kind === "receive" ? posting.money : 0n;
  return { patient: patientIn(resource), branch: branchOf(resource), at, money };
}

/** @param today of the organisation */
export function packageFigure({ resource }: Kept, today: string) {
  const status = statusOf(resource);
  if (!isPackage(resource) || status === "entered-in-error") return undefined;
  const until = untilOf(resource);
  const isOver = (until !== undefined && until < today) || (status !== "active" && status !== "on-hold");
  const state: "active" | "frozen" | "ended" = isOver ? "ended" : status === "active" ? "active" : "frozen";
  return {
    patient: patientIn(resource),
    sessions: sessionsOf(resource),
    invoice: invoiceOfPackage(resource),
    from: sourceOfPackage(resource),
    until,
    state,
  };
}

export function chargeFigure({ resource }: Kept) {
  const status = statusOf(resource);
  if (status === "entered-in-error" || status === "aborted") return undefined;
  const [code] = objectsIn([resource["code"] ?? null]);
  const isSession = usesSession(resource) && ordinalOf(resource) !== undefined;
  return {
    patient: patientIn(resource),
    at: momentOf(resource["occurrenceDateTime"]) ?? 0,
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
