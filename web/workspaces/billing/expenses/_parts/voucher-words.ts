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
import { say } from "../words/index.ts";

export const voucherStates: Readonly<
  Record<VoucherState, { readonly label: string; readonly tone: Tone; readonly icon: Icon }>
> = {
  draft: { label: say("draft"), tone: "neutral", icon: IconPencil },
  submitted: { label: say("waitsForApproval"), tone: "caution", icon: IconCircleDashed },
  approved: { label: say("toPayOut"), tone: "info", icon: IconCircleCheck },
  rejected: { label: say("rejected"), tone: "neutral", icon: IconCircleX },
  paid: { label: say("paid"), tone: "good", icon: IconCash },
  voided: { label: say("voided"), tone: "neutral", icon: IconTrashX },
};

const paidBy = { till: "paidTill", bank: "paidBank" } as const;

type Step = { readonly what: string; readonly who: string; readonly why?: string | undefined };

/** What became of it, in the order in which it happened. */
export function storyOf({ state, drafted, submitted, decided, paid, voided }: Voucher): readonly Step[] {
  const said = (act: { readonly name?: string | undefined; readonly at?: string | undefined } | undefined) =>
    [act?.name, act?.at === undefined ? undefined : dateTimeText(act.at)].filter(Boolean).join(", ");
  const steps: Step[] = [];
  if (submitted === undefined && drafted !== undefined) steps.push({ what: say("drafted"), who: said(drafted) });
  if (submitted !== undefined) steps.push({ what: say("submitted"), who: said(submitted) });
  if (decided?.how === "budget")
    steps.push({
      what: say("withinBudget"),
      who:
        decided.at === undefined ? say("nobodyApproved") : say("nobodyApprovedAt", { when: dateTimeText(decided.at) }),
    });
  if (decided?.how === "person")
    steps.push({ what: say(state === "rejected" ? "rejected" : "approved"), who: said(decided), why: decided.reason });
  if (paid !== undefined)
    steps.push({
      what: say(paid.method === undefined ? "paid" : paidBy[paid.method]),
      who: said(paid),
      why: paid.reference,
    });
  if (voided !== undefined)
    steps.push({
      what: voided.day === undefined ? say("voided") : say("moneyCameBackOn", { day: dateText(voided.day) }),
      who: said(voided),
      why: voided.reason,
    });
  return steps;
}
