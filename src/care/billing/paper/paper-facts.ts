import { type Minor } from "../../../foundation/money/index.ts";
import type { PaperSize, PrintedHead } from "../../../../print/index.ts";

/** How an organisation has its papers about money. */
export interface PaperLook {
  /** Instead of the organisation's name and the branch's address. */
  readonly head: PrintedHead | undefined;
  readonly size: PaperSize;
  /** Millimetres; undefined: what is usual for the size. */
  readonly margin: number | undefined;
  readonly patientNumber: boolean;
  /** Number and verification code as a QR code. */
  readonly code: boolean;
}

/** As papers were before anybody chose. */
export const plainLook: PaperLook = {
  head: undefined,
  size: "A4",
  margin: undefined,
  patientNumber: true,
  code: false,
};

/** What stands on every paper about money. */
interface Common {
  readonly look: PaperLook;
  readonly organisation: string;
  /** Below its name: the branch, its address, its telephone. */
  readonly letterhead: readonly string[];
  /** Who the patient is: name, birth, number. */
  readonly banner: readonly string[];
  readonly number: string;
  /** "2026-03-07", of the organisation. */
  readonly day: string;
  readonly currency: string;
  readonly digits: number;
  readonly code: string;
  /** It was printed before: when, as a day. */
  readonly copyOf: string | undefined;
  readonly madeAt: number;
}

export interface PaperLine {
  readonly text: string;
  readonly quantity: number;
  readonly base: Minor;
  readonly discount: Minor;
  readonly net: Minor;
  /** "VAT 20 %" */
  readonly taxes: readonly { readonly name: string; readonly amount: Minor }[];
}

export interface InvoiceFacts extends Common {
  readonly kind: "invoice" | "credit-note";
  readonly lines: readonly PaperLine[];
  /** What was paid, and is still to pay, as it was printed. */
  readonly paid: Minor;
  readonly credited: Minor;
  readonly open: Minor;
  /** Of a credit note: the number of the invoice that it credits, and why. */
  readonly credits: string | undefined;
  readonly reason: string | undefined;
}

export interface ReceiptFacts extends Common {
  readonly kind: "payment" | "refund";
  readonly amount: Minor;
  readonly parts: readonly {
    readonly method: string;
    readonly amount: Minor;
    readonly reference: string | undefined;
  }[];
  /** Which invoices it went to. */
  readonly allocations: readonly { readonly number: string; readonly amount: Minor }[];
  /** What of it is the patient's credit. */
  readonly advance: Minor;
  readonly reason: string | undefined;
}

export type PaperFacts = InvoiceFacts | ReceiptFacts;
