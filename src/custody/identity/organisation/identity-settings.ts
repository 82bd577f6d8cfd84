import { z } from "zod";
import type { SettingKind } from "./settings.ts";

/** Which rules a new password must keep. */
export const passwordProfileNames = ["policy", "nist-800-63b-4"] as const;
export type PasswordProfileName = (typeof passwordProfileNames)[number];

const hour = z.number().int();
const schema = z.object({
  passwordProfile: z.enum(passwordProfileNames).default("policy"),
  idleMinutes: z.number().int().min(5).max(60).default(30),
  absoluteHours: hour.min(1).max(24).default(12),
  recoveryWaitHours: hour.min(1).max(168).default(24),
  recoveryLinkHours: hour.min(1).max(72).default(24),
});

/** What an organisation decides about sign-in and sessions. Source of the bounds: AU-4, and NIST SP 800-63B-4 §2.2.3 (AAL2). */
export type IdentitySettings = Readonly<z.output<typeof schema>>;

export const identitySettings: SettingKind<IdentitySettings> = {
  key: "identity",
  parse: (stored) => schema.parse(stored ?? {}),
};

/** What differs, for the ledger: "idleMinutes 30 to 15". */
export function changesOf(before: IdentitySettings, after: IdentitySettings): string {
  const keys = Object.keys(before) as (keyof IdentitySettings)[];
  const changed = keys.filter((key) => before[key] !== after[key]);
  return changed.map((key) => `${key} ${before[key]} to ${after[key]}`).join(", ") || "nothing";
}
