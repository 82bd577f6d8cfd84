import { type Consents, type ConsentsPorts, openConsents } from "./care/consents/index.ts";
import { conditionLocks } from "./custody/chart/index.ts";
import { type Policy, compileConsent } from "./custody/policy/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";

export interface ConsentParts extends Omit<ConsentsPorts, "alone" | "meaningOf"> {
  readonly db: Database;
  readonly policy: Pick<Policy, "forget" | "settingsOf">;
}

/** Gives what patients decide what it stands on. */
export function wireConsents({ db, policy, ...ports }: ConsentParts): Consents {
  const locked = conditionLocks(db);
  return openConsents({
    ...ports,
    meaningOf: (consent) => compileConsent(consent, "UTC"),
    alone: (tenant, work) =>
      locked(tenant, ["Consent"], async () => {
        policy.forget(tenant);
        await policy.settingsOf(tenant);
        return work();
      }),
  });
}
