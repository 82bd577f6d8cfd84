import { type Found } from "../../custody/chart/index.ts";
import { subjectPatientOf } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { branchOf, notesOf, numberOf, refundOf, statusOf, wantedBy } from "./online-record.ts";
import type { OnlineState } from "./vocabulary.ts";

export type OnlineAct = "open" | "look" | "withdraw" | "refund";

/** What was asked for online, and how it stands. */
export interface OnlineView {
  readonly id: ResourceId;
  readonly kind: "payment" | "refund";
  readonly state: OnlineState;
  readonly patientId: ResourceId;
  readonly branchId: ResourceId | undefined;
  readonly amount: string;
  readonly currency: string;
  readonly created: string;
  /** Of the receipt, once there is one. */
  readonly number: string | undefined;
  readonly link: string | undefined;
  readonly expires: string | undefined;
  readonly invoiceIds: readonly ResourceId[];
  /** Of a refund: the payment that it goes back on. */
  readonly paymentId: ResourceId | undefined;
  readonly why: string | undefined;
  readonly dispute: { readonly state: string; readonly reason: string } | undefined;
  readonly may: OnlineAct[];
}

export function onlineView(
  { id, resource }: Found,
  { amount, currency, mayWrite }: { readonly amount: string; readonly currency: string; readonly mayWrite: boolean },
): OnlineView {
  const { online } = notesOf(resource);
  const original = refundOf(resource);
  const state = original !== undefined && statusOf(resource) === "cancelled" ? "cancelled" : (online?.state ?? "asked");
  const isPayable = state === "open" && original === undefined;
  const created = Date.parse(String(resource["created"]));
  return {
    id,
    kind: original === undefined ? "payment" : "refund",
    state,
    patientId: (subjectPatientOf(resource) ?? id) as ResourceId,
    branchId: branchOf(resource),
    amount,
    currency,
    created: new Date(Number.isNaN(created) ? 0 : created).toISOString(),
    number: numberOf(resource),
    link: isPayable ? online?.link : undefined,
    expires: isPayable ? online?.expires : undefined,
    invoiceIds: wantedBy(resource),
    paymentId: original,
    why: online?.why,
    dispute: online?.dispute === undefined ? undefined : { state: online.dispute, reason: online.disputed ?? "" },
    may: [
      ...(isPayable ? (["open"] as const) : []),
      ...(["open", "pending", "sending"].includes(state) ? (["look"] as const) : []),
      ...(mayWrite && (state === "asked" || state === "open") && original === undefined ? (["withdraw"] as const) : []),
      ...(mayWrite && state === "paid" ? (["refund"] as const) : []),
    ],
  };
}
