import { sha256 } from "../../../foundation/crypto/index.ts";
import type { Clock } from "../../../foundation/kernel/index.ts";
import type { Database } from "../../../foundation/platform/database/index.ts";
import { insertPasskeyChallenge, spendPasskeyChallenge } from "./passkey-challenge-table.ts";

/** What a challenge is for; an answer given for one thing is worth nothing for another. */
export type PasskeyUse = "sign-in" | `enrol/${string}` | `step-up/${string}`;

/** Challenges that were given out and are not used yet. The row says what for by a hash only. */
export interface PasskeyChallenges {
  give(use: PasskeyUse, challenge: string): Promise<void>;
  spend(use: PasskeyUse): (challenge: string) => Promise<boolean>;
}

export const passkeyChallengeMs = 5 * 60_000;

export function createPasskeyChallenges({
  database,
  now,
}: {
  readonly database: Database;
  readonly now: Clock;
}): PasskeyChallenges {
  const hashOf = (use: PasskeyUse, challenge: string) => sha256(`wardbook/passkey-challenge/v1|${use}|${challenge}`);
  return {
    give: (use, challenge) =>
      insertPasskeyChallenge(database.installation, hashOf(use, challenge), now() + passkeyChallengeMs, now()),
    spend: (use) => (challenge) => spendPasskeyChallenge(database.installation, hashOf(use, challenge), now()),
  };
}
