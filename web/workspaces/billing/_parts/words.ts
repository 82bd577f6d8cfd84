import {
  type Icon,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPencil,
  IconSnowflake,
  IconTicket,
  IconClockX,
} from "@tabler/icons-react";
import type { CarePackage, InvoiceState, PaymentMethod } from "../../../../contract/index.ts";
import type { Tone } from "../../../ui/StatusChip.tsx";

type Chip = { readonly label: string; readonly tone: Tone; readonly icon: Icon };

export const invoiceStates: Readonly<Record<InvoiceState, Chip>> = {
  draft: { label: "Draft", tone: "neutral", icon: IconPencil },
  issued: { label: "To pay", tone: "caution", icon: IconCircleDashed },
  balanced: { label: "Paid", tone: "good", icon: IconCircleCheck },
  cancelled: { label: "Credited", tone: "neutral", icon: IconCircleX },
  discarded: { label: "Discarded", tone: "neutral", icon: IconCircleX },
};

export const packageStates: Readonly<Record<CarePackage["state"], Chip>> = {
  active: { label: "Running", tone: "good", icon: IconTicket },
  frozen: { label: "Frozen", tone: "info", icon: IconSnowflake },
  ended: { label: "Over", tone: "neutral", icon: IconClockX },
};

export const methodWords: Readonly<Record<PaymentMethod, string>> = {
  cash: "Cash",
  "card-terminal": "Card, at the terminal",
  upi: "UPI",
  cheque: "Cheque",
  transfer: "Bank transfer",
  online: "Online",
  advance: "From the advance",
};

/** In the order in which a desk meets them. */
export const methodsAtDesk = ["card-terminal", "cash", "upi", "transfer", "cheque", "online"] as const;

export const entryWords = {
  invoice: "Invoice",
  "credit-note": "Credit note",
  payment: "Payment",
  refund: "Given back",
} as const;
