import type { RetentionCategory } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";

/** In the order in which bars are piled up. */
export const categoryWords = {
  "health-record": say("healthRecords"),
  "mental-health": say("mentalHealth"),
  maternity: say("maternity"),
  prescription: say("prescriptions"),
  dispensing: say("dispensed"),
  consent: say("consents"),
  billing: say("bills"),
} as const satisfies Record<RetentionCategory, string>;

export const categoryOrder = Object.keys(categoryWords) as readonly RetentionCategory[];
