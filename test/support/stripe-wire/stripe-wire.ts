import { createHmac, randomUUID } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answer } from "./answers.ts";
import { type Account, type FakeSession, emptyAccount } from "./account.ts";

/** A request as Stripe gets it: a form's fields, with their square brackets. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly idempotencyKey: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

/** Stripe's wire protocol on this machine, as far as Wardbook uses it: Checkout Sessions, Refunds, Disputes, signed notices, its errors and
 *  its idempotency. Sources: https://docs.stripe.com/api, /api/errors, /api/idempotent_requests, /webhooks#verify-manually. */
export interface StripeWire {
  readonly address: string;
  readonly key: string;
  readonly noticeSecret: string;
  readonly account: Account;
  readonly requests: readonly WireRequest[];
  /** The next request gets this answer instead; `timeout` none at all, after it was done; `hang-up` none, and nothing was done. */
  troubles: (402 | 409 | 429 | 500 | "timeout" | "hang-up")[];
  /** Somebody pays on the hosted page. */
  pay(session: string, how?: { readonly amount?: number; readonly currency?: string; readonly slowly?: boolean }): void;
  expire(session: string): void;
  /** The bank of somebody who paid slowly doesn't pay. */
  bounce(session: string): void;
  dispute(session: string): void;
  /** What Stripe would send, with its signature. @param at seconds since 1970 */
  notice(type: string, object: object, at?: number): { readonly body: string; readonly signature: string };
  close(): Promise<void>;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming) text += String(chunk);
  return text;
}

function wireError(status: number): object {
  const types: Readonly<Record<number, object>> = {
    402: { type: "card_error", code: "card_declined", message: "Your card was declined." },
    409: { type: "idempotency_error", message: "There is currently another in-progress request using this key." },
    429: { type: "rate_limit_error", code: "rate_limit", message: "Too many requests." },
    500: { type: "api_error", message: "An unknown error occurred." },
  };
  return { error: types[status] ?? { type: "invalid_request_error", message: "no" } };
}

/** The page that a payer sees: one button to pay, one to leave. */
function hostedPage(session: FakeSession, paid: boolean): string {
  const to = paid ? session.success_url : session.cancel_url;
  return `<!doctype html><html lang="en"><title>Pay</title><main><h1>${session.words}</h1>
<p>${session.amount_total} ${session.currency}</p>
<form method="post" action="/pay/${session.id}"><button>Pay</button></form><a href="${to}">Back</a></main></html>`;
}

export async function stripeWire(): Promise<StripeWire> {
  const key = "sk_test_of_nobody_0123456789";
  const noticeSecret = "whsec_of_nobody_0123456789abcdef";
  const account = emptyAccount();
  const requests: WireRequest[] = [];
  const remembered = new Map<string, { readonly asked: string; readonly status: number; readonly body: object }>();
  const held: ServerResponse[] = [];

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = incoming;
    const text = await bodyOf(incoming);
    const [path = "/", query = ""] = url.split("?");
    if (path.startsWith("/pay/")) return page(method, path.slice(5), response);
    const fields = Object.fromEntries(new URLSearchParams(method === "GET" ? query : text));
    const idempotencyKey = headers["idempotency-key"];
    const given = { method, path, key: String(headers.authorization).replace("Bearer ", ""), fields };
    const request = { ...given, idempotencyKey: typeof idempotencyKey === "string" ? idempotencyKey : undefined };
    requests.push(request);
    const trouble = wire.troubles.shift();
    if (trouble === "hang-up") return void incoming.socket.destroy();
    if (typeof trouble === "number") return send(response, trouble, wireError(trouble));
    const said = once(request);
    // It was done, and nobody hears of it.
    if (trouble === "timeout") return void incoming.socket.destroy();
    send(response, said.status, said.body);
  }

  function once(request: WireRequest): { readonly status: number; readonly body: object } {
    if (request.key !== key) return { status: 401, body: { error: { type: "invalid_request_error", message: "key" } } };
    const { idempotencyKey: name } = request;
    const asked = JSON.stringify(request.fields);
    const before = name === undefined ? undefined : remembered.get(name);
    if (before !== undefined)
      return before.asked === asked ? before : { status: 400, body: { error: { type: "idempotency_error" } } };
    const said = answer(account, request, wire.address);
    if (name !== undefined) remembered.set(name, { asked, ...said });
    return said;
  }

  function page(method: string, id: string, response: ServerResponse): void {
    const session = account.sessions.get(id);
    if (session === undefined) return void response.writeHead(404).end();
    if (method === "POST") {
      wire.pay(id);
      response.writeHead(303, { location: session.success_url }).end();
      return;
    }
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(hostedPage(session, false));
  }

  function sessionOf(id: string): FakeSession {
    const session = account.sessions.get(id);
    if (session === undefined) throw new Error("no such session");
    return session;
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const wire: StripeWire = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    noticeSecret,
    account,
    requests,
    troubles: [],
    pay(id, { amount, currency, slowly = false } = {}) {
      const session = sessionOf(id);
      if (session.status !== "open") throw new Error("nobody pays on a page that is over");
      session.status = "complete";
      session.payment_status = slowly ? "unpaid" : "paid";
      session.payment_intent ??= `pi_${randomUUID().replaceAll("-", "")}`;
      if (amount !== undefined) session.amount_total = amount;
      if (currency !== undefined) session.currency = currency;
    },
    expire(id) {
      sessionOf(id).status = "expired";
    },
    bounce(id) {
      account.bounced.add(sessionOf(id).payment_intent ?? "");
    },
    dispute(id) {
      const intent = sessionOf(id).payment_intent ?? "";
      account.disputes.set(intent, { status: "needs_response", reason: "product_not_received" });
    },
    notice(type, object, at = Math.floor(Date.now() / 1000)) {
      const body = JSON.stringify({ id: `evt_${randomUUID()}`, object: "event", type, data: { object } });
      const signed = createHmac("sha256", noticeSecret).update(`${at}.${body}`).digest("hex");
      return { body, signature: `t=${at},v1=${signed}` };
    },
    close: () =>
      new Promise((closed) => {
        for (const response of held) response.destroy();
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
  return wire;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "request-id": `req_${randomUUID()}` });
  response.end(JSON.stringify(body));
}
