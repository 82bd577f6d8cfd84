import type Stripe from "stripe";
import type { Secret } from "../../foundation/kernel/index.ts";
import {
  type Asking,
  type Dispute,
  type Notice,
  type PaymentProvider,
  ProviderError,
  type Refunded,
  type Refunding,
  type Told,
} from "./provider.ts";

export interface StripeAccess {
  readonly key: Secret<string>;
  /** What notices are signed with. Absent: none is believed, and everything is found by asking. */
  readonly noticeSecret: Secret<string> | undefined;
  /** Such as "https://api.stripe.com". */
  readonly api: string;
}

const timeoutMilliseconds = 12_000;
const retries = 2;
/** How old a signed notice may be. Source: https://docs.stripe.com/webhooks, "replay attacks". */
const toleranceSeconds = 300;

/** Currencies of ISO 4217 without a smaller unit that Stripe counts so too. Source: https://docs.stripe.com/currencies#zero-decimal */
const withoutDigits = new Set("BIF CLP DJF GNF JPY KMF KRW PYG RWF VND VUV XAF XOF XPF".split(" "));
/** Those that ISO 4217 and Stripe count in different units, or in thousandths: not covered. Source: ISO 4217, table A.1; the page above. */
const countedOtherwise = new Set("BHD CLF IQD ISK JOD KWD LYD MGA OMR TND UGX UYI UYW".split(" "));

/** Stripe's hosted page, by its own SDK. */
export async function openStripe({ key, noticeSecret, api }: StripeAccess): Promise<PaymentProvider> {
  // Loaded for who is paid online, and nobody else.
  const { default: Sdk } = await import("stripe");
  const { protocol, hostname, port } = new URL(api);
  const stripe = new Sdk(key.expose(), {
    host: hostname,
    port: port === "" ? (protocol === "http:" ? 80 : 443) : Number(port),
    protocol: protocol === "http:" ? "http" : "https",
    timeout: timeoutMilliseconds,
    maxNetworkRetries: retries,
    telemetry: false,
  });

  /** @throws ProviderError */
  async function asking<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw inOurWords(error, Sdk);
    }
  }

  return {
    name: "Stripe",
    takes: (currency) => withoutDigits.has(currency) || !countedOtherwise.has(currency),

    ask: ({ reference, amount, currency, words, expiresAt, paidUrl, leftUrl }: Asking) =>
      asking(async () => {
        const session = await stripe.checkout.sessions.create(
          {
            mode: "payment",
            client_reference_id: reference,
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: currency.toLowerCase(),
                  unit_amount: Number(amount),
                  product_data: { name: words },
                },
              },
            ],
            payment_intent_data: { metadata: { reference } },
            expires_at: Math.floor(expiresAt / 1000),
            success_url: paidUrl,
            cancel_url: leftUrl,
          },
          { idempotencyKey: `ask-${reference}` },
        );
        if (session.url === null) throw new ProviderError("payments/provider-refused", "the provider gave no page");
        return { session: session.id, link: session.url, expiresAt: session.expires_at * 1000 };
      }),

    look: (id) =>
      asking(async () => toldBy(await stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] }))),

    end: (id) =>
      asking(async () => {
        const { status } = await stripe.checkout.sessions.retrieve(id);
        if (status === "open") await stripe.checkout.sessions.expire(id);
      }),

    refund: ({ intent, amount, reference }: Refunding) =>
      asking(async () => {
        // The key of a try is forgotten after a day; what the refund says of itself isn't.
        const known = await stripe.refunds.list({ payment_intent: intent, limit: 100 });
        const before = known.data.find(({ metadata }) => metadata?.["reference"] === reference);
        const made =
          before ??
          (await stripe.refunds.create(
            { payment_intent: intent, amount: Number(amount), metadata: { reference } },
            { idempotencyKey: `refund-${reference}` },
          ));
        return refundedAs(made);
      }),

    lookBack: (refund) => asking(async () => refundedAs(await stripe.refunds.retrieve(refund))),

    disputeOf: (intent) =>
      asking(async () => {
        const { data } = await stripe.disputes.list({ payment_intent: intent, limit: 1 });
        const [newest] = data;
        return newest === undefined ? undefined : ({ state: newest.status, reason: newest.reason } satisfies Dispute);
      }),

    openNotice(body, signature, now) {
      if (noticeSecret === undefined)
        throw new ProviderError("payments/not-signed", "no notices are taken here: there is nothing to check them by");
      try {
        const event = stripe.webhooks.constructEvent(
          body,
          signature,
          noticeSecret.expose(),
          toleranceSeconds,
          undefined,
          now,
        );
        return noticeOf(event.data.object as unknown as Readonly<Record<string, unknown>>);
      } catch (error) {
        throw new ProviderError("payments/not-signed", "the notice isn't signed by the provider, or was long ago", {
          cause: error,
        });
      }
    },
  };
}

/** A bank that didn't pay in the end: the page is complete, and nobody can pay on it any more.
 *  Source: https://docs.stripe.com/payments/paymentintents/lifecycle, and "delayed notification payment methods" of Checkout. */
const unpaidAtLast: ReadonlySet<unknown> = new Set(["requires_payment_method", "canceled"]);

function stateOf({ status, payment_status: payment, payment_intent: intent }: Stripe.Checkout.Session): Told["state"] {
  if (payment === "paid") return "paid";
  if (status === "complete")
    return typeof intent === "object" && unpaidAtLast.has(intent?.status) ? "expired" : "pending";
  return status === "expired" ? "expired" : "open";
}

function toldBy(session: Stripe.Checkout.Session): Told {
  const { payment_intent: intent } = session;
  return {
    state: stateOf(session),
    reference: session.client_reference_id ?? undefined,
    amount: session.amount_total === null ? undefined : BigInt(session.amount_total),
    currency: session.currency?.toUpperCase(),
    intent: intent === null ? undefined : typeof intent === "string" ? intent : intent.id,
  };
}

function refundedAs({ id, status, failure_reason: why }: Stripe.Refund): Refunded {
  const state =
    status === "succeeded" ? "returned" : status === "failed" || status === "canceled" ? "failed" : "sending";
  return { refund: id, state, why };
}

/** Sessions bear our reference; refunds have it with them; disputes and charges name the payment. */
function noticeOf(object: Readonly<Record<string, unknown>>): Notice {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const metadata = object["metadata"];
  const noted = typeof metadata === "object" && metadata !== null && "reference" in metadata ? metadata.reference : "";
  const isSession = object["object"] === "checkout.session";
  return {
    reference: text(object["client_reference_id"]) ?? text(noted),
    session: isSession ? text(object["id"]) : undefined,
    intent: text(object["payment_intent"]),
  };
}

/** Stripe's messages may quote what was sent: they stay in the cause. */
function inOurWords(error: unknown, { errors }: typeof Stripe): unknown {
  if (error instanceof ProviderError) return error;
  const isLater =
    error instanceof errors.StripeConnectionError ||
    error instanceof errors.StripeAPIError ||
    error instanceof errors.StripeRateLimitError ||
    // The same request is under way already.
    error instanceof errors.StripeIdempotencyError ||
    (error instanceof errors.StripeError && (error.statusCode === 409 || (error.statusCode ?? 0) >= 500));
  if (isLater)
    return new ProviderError(
      "payments/provider-unavailable",
      "the provider of online payments doesn't answer just now",
    );
  if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError)
    return new ProviderError("payments/provider-key", "the provider of online payments doesn't take this server's key");
  if (error instanceof errors.StripeError)
    return new ProviderError("payments/provider-refused", "the provider of online payments refused this");
  return error;
}
