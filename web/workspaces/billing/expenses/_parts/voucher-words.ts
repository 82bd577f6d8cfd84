import {
  type Icon,
  IconCash,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPencil,
  IconTrashX,
} from "@tabler/icons-react";
import type { Voucher, VoucherState } from "../../../../../contract/index.ts";
import { dateText, dateTimeText } from "../../../../ui/dates.ts";
import type { Tone } from "../../../../ui/StatusChip.tsx";

export const voucherStates: Readonly<
  Record<VoucherState, { readonly label: string; readonly tone: Tone; readonly icon: Icon }>
> = {
  draft: { label: "Draft", tone: "neutral", icon: IconPencil },
  submitted: { label: "Waits for approval", tone: "caution", icon: IconCircleDashed },
  approved: { label: "To pay out", tone: "info", icon: IconCircleCheck },
  rejected: { label: "Rejected", tone: "neutral", icon: IconCircleX },
  paid: { label: "Paid", tone: "good", icon: IconCash },
  voided: { label: "Voided", tone: "neutral", icon: IconTrashX },
};

export const methodWords = { till: "from the till", bank: "by the bank" } as const;

type Step = { readonly what: string; readonly who: string; readonly why?: string | undefined };

/** What became of it, in the order in which it happened. */
export function storyOf({ state, drafted, submitted, decided, paid, voided }: Voucher): readonly Step[] {
  const said = (act: { readonly name?: string | undefined; readonly at?: string | undefined } | undefined) =>
    [act?.name, act?.at === undefined ? undefined : dateTimeText(act.at)].filter(Boolean).join(", ");
  const steps: Step[] = [];
  if (submitted === undefined && drafted !== undefined) steps.push({ what: "Drafted", who: said(drafted) });
  if (submitted !== undefined) steps.push({ what: "Submitted", who: said(submitted) });
  if (decided?.how === "budget")
    steps.push({
      what: "Within the budget",
      who: `nobody had to approve${decided.at === undefined ? "" : `, ${dateTimeText(decided.at)}`}`,
    });
  if (decided?.how === "person")
    steps.push({ what: state === "rejected" ? "Rejected" : "Approved", who: said(decided), why: decided.reason });
  if (paid !== undefined)
    steps.push({
      what: `Paid ${paid.method === undefined ? "" : methodWords[paid.method]}`,
      who: said(paid),
      why: paid.reference,
    });
  if (voided !== undefined)
    steps.push({
      what: voided.day === undefined ? "Voided" : `Voided, the money came back on ${dateText(voided.day)}`,
      who: said(voided),
      why: voided.reason,
    });
  return steps;
}
