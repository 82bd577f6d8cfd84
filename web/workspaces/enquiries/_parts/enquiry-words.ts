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

export const sourceWords: Readonly<Record<EnquirySource, string>> = {
  telephone: "Telephone",
  "walk-in": "Walk-in",
  web: "Web form",
  referral: "Referral",
};

export const statusWords: Readonly<
  Record<EnquiryStatus, { readonly words: string; readonly icon: Icon; readonly tone: Tone }>
> = {
  requested: { words: "New", icon: IconInbox, tone: "info" },
  "in-progress": { words: "Being followed up", icon: IconPhone, tone: "neutral" },
  "on-hold": { words: "Waiting for an answer", icon: IconClockPause, tone: "neutral" },
  completed: { words: "Registered", icon: IconCircleCheck, tone: "good" },
  rejected: { words: "Came to nothing", icon: IconX, tone: "neutral" },
  "entered-in-error": { words: "A mistake", icon: IconTrash, tone: "neutral" },
};

/** How long somebody has waited: "Just now", "12 min", "3 h", "2 days". */
export function waitText(since: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 60_000));
  if (minutes < 1) return "Just now";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / (24 * 60))} days`;
}
