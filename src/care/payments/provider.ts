import { CodedError } from "../../foundation/kernel/index.ts";

export type ProviderErrorCode =
  /** It doesn't answer, or says that it can't now: ask again. */
  | "payments/provider-unavailable"
  /** It doesn't take our key, or the key may not do this: nothing is said of what was asked. The operator's to mend; then ask again. */
  | "payments/provider-key"
  /** It answers that this can't be. */
  | "payments/provider-refused"
  /** A notice that it didn't sign, or long ago. */
  | "payments/not-signed";

/** What went wrong with the provider. The message says nothing of a payer, and never holds a key. */
export class ProviderError extends CodedError<ProviderErrorCode> {}

/** Everything that a provider is told. Nobody's name, address or reason is in it. */
export interface Asking {
  /** Opaque: a random UUID of ours. */
  readonly reference: string;
  /** In the currency's smallest unit. */
  readonly amount: bigint;
  /** ISO 4217. */
  readonly currency: string;
  /** The organisation's own words, the same for everybody: "Payment to Hill Clinic". */
  readonly words: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Where the payer's browser goes afterwards. */
  readonly paidUrl: string;
  readonly leftUrl: string;
}

export interface Asked {
  /** The provider's name of the page. */
  readonly session: string;
  /** Where the payer pays: a page of the provider's. */
  readonly link: string;
  readonly expiresAt: number;
}

/** What has become of what was asked. */
export interface Told {
  readonly state: "open" | "pending" | "paid" | "expired";
  readonly reference: string | undefined;
  readonly amount: bigint | undefined;
  /** ISO 4217. */
  readonly currency: string | undefined;
  /** The provider's name of the payment, once there is one. */
  readonly intent: string | undefined;
}

export interface Refunding {
  readonly intent: string;
  readonly amount: bigint;
  /** The same for every try: money goes back once. */
  readonly reference: string;
}

export interface Refunded {
  readonly refund: string;
  readonly state: "returned" | "sending" | "failed";
  /** The provider's own word for why it failed. */
  readonly why: string | undefined;
}

export interface Dispute {
  /** The provider's own words for how it stands and why. */
  readonly state: string;
  readonly reason: string;
}

/** What a notice is about. What it says beside that isn't taken for true: the provider is asked. */
export interface Notice {
  readonly reference: string | undefined;
  readonly session: string | undefined;
  readonly intent: string | undefined;
}

/** Somebody who takes payments on pages of their own. Each call may be made again, and does nothing twice.
 *  Every method throws ProviderError. */
export interface PaymentProvider {
  readonly name: string;
  /** Whether amounts of this currency mean the same to both. */
  takes(currency: string): boolean;
  ask(asking: Asking): Promise<Asked>;
  look(session: string): Promise<Told>;
  /** Takes the page away; nothing where it is over already. */
  end(session: string): Promise<void>;
  refund(refunding: Refunding): Promise<Refunded>;
  /** How a refund stands that was made: one that went back may still fail, weeks later. */
  lookBack(refund: string): Promise<Refunded>;
  /** The newest dispute about a payment. */
  disputeOf(intent: string): Promise<Dispute | undefined>;
  /** Opens what the provider sent by itself. @param now milliseconds since 1970 @throws ProviderError `payments/not-signed` */
  openNotice(body: Buffer, signature: string, now: number): Notice;
}
