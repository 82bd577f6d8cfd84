import type { RetentionCategory } from "../../../../contract/index.ts";

/** In the order in which bars are piled up. */
export const categoryWords = {
  "health-record": "Health records",
  "mental-health": "Mental health",
  maternity: "Maternity",
  prescription: "Prescriptions",
  dispensing: "Dispensed medicines",
  consent: "Consents",
  billing: "Bills and claims",
} as const satisfies Record<RetentionCategory, string>;

export const categoryOrder = Object.keys(categoryWords) as readonly RetentionCategory[];
