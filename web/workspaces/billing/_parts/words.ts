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
import { say } from "../words/index.ts";

type Chip = { readonly label: string; readonly tone: Tone; readonly icon: Icon };

export const invoiceStates: Readonly<Record<InvoiceState, Chip>> = {
  draft: { label: say("draft"), tone: "neutral", icon: IconPencil },
  issued: { label: say("toPay"), tone: "caution", icon: IconCircleDashed },
  balanced: { label: say("statePaid"), tone: "good", icon: IconCircleCheck },
  cancelled: { label: say("stateCredited"), tone: "neutral", icon: IconCircleX },
  discarded: { label: say("stateDiscarded"), tone: "neutral", icon: IconCircleX },
};

export const packageStates: Readonly<Record<CarePackage["state"], Chip>> = {
  active: { label: say("packageRunning"), tone: "good", icon: IconTicket },
  frozen: { label: say("packageFrozen"), tone: "info", icon: IconSnowflake },
  ended: { label: say("packageOver"), tone: "neutral", icon: IconClockX },
};

export const methodWords: Readonly<Record<PaymentMethod, string>> = {
  cash: say("methodCash"),
  "card-terminal": say("methodCard"),
  upi: "UPI",
  cheque: say("methodCheque"),
  transfer: say("methodTransfer"),
  online: say("methodOnline"),
  advance: say("methodAdvance"),
};

/** In the order in which a desk meets them. */
export const methodsAtDesk = ["card-terminal", "cash", "upi", "transfer", "cheque", "online"] as const;

export const entryWords = {
  invoice: say("invoice"),
  "credit-note": say("creditNote"),
  payment: say("payment"),
  refund: say("givenBack"),
} as const;
