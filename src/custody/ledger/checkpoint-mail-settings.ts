import { LedgerError } from "./ledger-error.ts";

/** Once in each, by the clock in UTC; a week begins on Monday. */
export type MailRhythm = "day" | "week" | "month";

export interface CheckpointMailSettings {
  readonly every: MailRhythm;
  /** Who keeps checkpoints outside. */
  readonly keepers: readonly { readonly address: string }[];
}

/** Whom an organisation's checkpoints are mailed to, and how often, as its settings keep it. */
export const checkpointMailSettings: {
  readonly key: string;
  readonly parse: (stored: unknown) => CheckpointMailSettings;
} = {
  key: "checkpoint-mail",
  parse(stored) {
    const { every = "day", keepers = [] } = (stored ?? {}) as Partial<CheckpointMailSettings>;
    if (!["day", "week", "month"].includes(every))
      throw new LedgerError("ledger/bad-mail-settings", "checkpoints are mailed every day, week or month");
    if (!Array.isArray(keepers) || !keepers.every(({ address }) => typeof address === "string"))
      throw new LedgerError("ledger/bad-mail-settings", "whoever keeps checkpoints has an address");
    return { every, keepers: keepers.map(({ address }) => ({ address })) };
  },
};

/** The same for every way to write one address. */
export function mailboxOf(address: string): string {
  return address.trim().toLowerCase();
}
