import { randomUUID } from "node:crypto";
import type { Account, FakeRefund, FakeSession } from "./account.ts";
import type { WireRequest } from "./stripe-wire.ts";

interface Answer {
  readonly status: number;
  readonly body: object;
}

const ok = (body: object): Answer => ({ status: 200, body });
const refused = (message: string, code?: string): Answer => ({
  status: 400,
  body: { error: { type: "invalid_request_error", message, code } },
});
const list = (data: readonly object[]): Answer => ok({ object: "list", data, has_more: false });
const newId = (prefix: string) => `${prefix}_${randomUUID().replaceAll("-", "")}`;

/** Fields that a session or a refund may be made with: whatever else was sent, about whomever, is refused. */
const ofSession =
  /^(?:mode|client_reference_id|expires_at|success_url|cancel_url|line_items\[0\]\[(?:quantity|price_data\]\[(?:currency|unit_amount|product_data\]\[name))\]|payment_intent_data\[metadata\]\[reference\])$/;
const ofRefund = /^(?:payment_intent|amount|metadata\[reference\])$/;

function makeSession(account: Account, { fields }: WireRequest, address: string): Answer {
  const odd = Object.keys(fields).find((name) => !ofSession.test(name));
  if (odd !== undefined) return refused(`unknown parameter: ${odd}`);
  const id = newId("cs_test");
  const session: FakeSession = {
    id,
    object: "checkout.session",
    client_reference_id: fields["client_reference_id"] ?? "",
    amount_total: Number(fields["line_items[0][price_data][unit_amount]"]),
    currency: fields["line_items[0][price_data][currency]"] ?? "",
    status: "open",
    payment_status: "unpaid",
    payment_intent: null,
    url: `${address}/pay/${id}`,
    expires_at: Number(fields["expires_at"]),
    success_url: fields["success_url"] ?? "",
    cancel_url: fields["cancel_url"] ?? "",
    words: fields["line_items[0][price_data][product_data][name]"] ?? "",
  };
  account.sessions.set(id, session);
  return ok(session);
}

function makeRefund(account: Account, { fields }: WireRequest): Answer {
  const odd = Object.keys(fields).find((name) => !ofRefund.test(name));
  if (odd !== undefined) return refused(`unknown parameter: ${odd}`);
  const intent = fields["payment_intent"] ?? "";
  const paid = [...account.sessions.values()].find((one) => one.payment_intent === intent);
  if (paid === undefined) return refused("no such payment_intent", "resource_missing");
  const back = account.refunds.filter((one) => one.payment_intent === intent && one.status !== "failed");
  const amount = Number(fields["amount"]);
  if (back.reduce((sum, one) => sum + one.amount, amount) > paid.amount_total)
    return refused("Refund amount is greater than unrefunded amount on charge", "amount_too_large");
  const refund: FakeRefund = {
    id: newId("re"),
    object: "refund",
    payment_intent: intent,
    amount,
    status: account.nextRefund,
    ...(account.nextRefund === "failed" ? { failure_reason: "lost_or_stolen_card" } : {}),
    metadata: { reference: fields["metadata[reference]"] ?? "" },
  };
  account.refunds.push(refund);
  return ok(refund);
}

/** With its payment's own words beside its name. */
function withIntent({ bounced }: Account, session: FakeSession): object {
  const { payment_intent: id, payment_status: paid } = session;
  if (id === null) return session;
  const status = paid === "paid" ? "succeeded" : bounced.has(id) ? "requires_payment_method" : "processing";
  return { ...session, payment_intent: { id, object: "payment_intent", status } };
}

/** What the fake answers to a request that it lets through. */
export function answer(account: Account, request: WireRequest, address: string): Answer {
  const { method, path, fields } = request;
  const [, , area = "", what = "", id = "", act = ""] = path.split("/");
  if (area === "checkout" && what === "sessions") {
    if (method === "POST" && id === "") return makeSession(account, request, address);
    const session = account.sessions.get(id);
    if (session === undefined) return { status: 404, body: { error: { type: "invalid_request_error" } } };
    if (method === "POST" && act === "expire") {
      if (session.status !== "open") return refused("Only Checkout Sessions with a status of `open` can be expired");
      session.status = "expired";
    }
    return ok(fields["expand[0]"] === "payment_intent" ? withIntent(account, session) : session);
  }
  if (area === "refunds" && method === "GET" && what !== "") {
    const refund = account.refunds.find((one) => one.id === what);
    return refund === undefined ? refused("no such refund", "resource_missing") : ok(refund);
  }
  if (area === "refunds" && method === "POST") return makeRefund(account, request);
  if (area === "refunds")
    return list(account.refunds.filter((one) => one.payment_intent === fields["payment_intent"]).toReversed());
  if (area === "disputes") {
    const dispute = account.disputes.get(fields["payment_intent"] ?? "");
    return list(dispute === undefined ? [] : [{ id: "dp_1", object: "dispute", ...dispute }]);
  }
  return { status: 404, body: { error: { type: "invalid_request_error", message: "no such path" } } };
}
