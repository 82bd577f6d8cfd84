import {
  type Icon,
  IconCircleCheck,
  IconClockPause,
  IconInbox,
  IconPhone,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import type { Tone } from "../../../ui/StatusChip.tsx";
import type { EnquirySource, EnquiryStatus } from "./enquiry.ts";
import { say } from "../words/index.ts";

export const sourceWords: Readonly<Record<EnquirySource, string>> = {
  telephone: say("sourceTelephone"),
  "walk-in": say("walkIn"),
  web: say("web"),
  referral: say("referral"),
};

export const statusWords: Readonly<
  Record<EnquiryStatus, { readonly words: string; readonly icon: Icon; readonly tone: Tone }>
> = {
  requested: { words: say("statusNew"), icon: IconInbox, tone: "info" },
  "in-progress": { words: say("followedUp"), icon: IconPhone, tone: "neutral" },
  "on-hold": { words: say("waitingForAnswer"), icon: IconClockPause, tone: "neutral" },
  completed: { words: say("registered"), icon: IconCircleCheck, tone: "good" },
  rejected: { words: say("reject"), icon: IconX, tone: "neutral" },
  "entered-in-error": { words: say("aMistake"), icon: IconTrash, tone: "neutral" },
};

/** How long somebody has waited: say("justNow"), "12 min", "3 h", "2 days". */
export function waitText(since: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 60_000));
  if (minutes < 1) return say("justNow");
  if (minutes < 60) return say("minutes", { minutes });
  if (minutes < 48 * 60) return say("hours", { hours: Math.floor(minutes / 60) });
  return say("days", { days: Math.floor(minutes / (24 * 60)) });
}
