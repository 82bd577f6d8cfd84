/** What the fake knows, in the words of its protocol. */
export interface FakeSession {
  readonly id: string;
  readonly object: "checkout.session";
  readonly client_reference_id: string;
  amount_total: number;
  currency: string;
  status: "open" | "complete" | "expired";
  payment_status: "unpaid" | "paid";
  payment_intent: string | null;
  readonly url: string;
  readonly expires_at: number;
  readonly success_url: string;
  readonly cancel_url: string;
  readonly words: string;
}

export interface FakeRefund {
  readonly id: string;
  readonly object: "refund";
  readonly payment_intent: string;
  readonly amount: number;
  status: "succeeded" | "pending" | "failed";
  failure_reason?: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Account {
  readonly sessions: Map<string, FakeSession>;
  readonly refunds: FakeRefund[];
  /** By payment intent. */
  readonly disputes: Map<string, { readonly status: string; readonly reason: string }>;
  /** Payment intents that the payer's bank didn't pay in the end. */
  readonly bounced: Set<string>;
  /** What the next refund is when it is made. */
  nextRefund: FakeRefund["status"];
}

export function emptyAccount(): Account {
  return { sessions: new Map(), refunds: [], disputes: new Map(), bounced: new Set(), nextRefund: "succeeded" };
}
