import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import { SignaturesError } from "./signatures-error.ts";
import { noteSigning, readSigningSession, spendProof, sweepSigningSessions } from "./signing-session-table.ts";

/** What somebody has shown for one signature. */
export type ShownComponents =
  /** Identification and a second factor, proven in this session at this moment (milliseconds since 1970). */
  | { readonly kind: "both"; readonly provenAt: number }
  /** One that only they have: the password, right now. */
  | { readonly kind: "one" };

/** What the next signature of a session takes. */
export type NeededComponents = "both" | "one";

/**
 * "When an individual executes a series of signings during a single, continuous period of controlled system access, the first
 * signing shall be executed using all electronic signature components; subsequent signings shall be executed using at least one"
 * (21 CFR 11.200(a)(1)(i)). A continuous period is a session: it ends when nobody is there, and after so many hours in any case.
 */
export interface SigningComponents {
  needed(tenant: TenantId, session: string): Promise<NeededComponents>;
  /** Whether a proof of both was used for a signature already: each counts for one. */
  isSpent(tenant: TenantId, session: string, provenAt: number): Promise<boolean>;
  /** Uses them for one signature, in its transaction. @throws SignaturesError `signatures/components-needed` */
  spend(tx: Transaction, tenant: TenantId, session: string, shown: ShownComponents): Promise<void>;
}

/** No session lasts longer. */
const longestSessionMilliseconds = 25 * 3_600_000;

export function signingComponents({ db, now }: { readonly db: Database; readonly now: Clock }): SigningComponents {
  return {
    async needed(tenant, session) {
      return (await readSigningSession(db.tenant(tenant), tenant, session)) === undefined ? "both" : "one";
    },

    async isSpent(tenant, session, provenAt) {
      const row = await readSigningSession(db.tenant(tenant), tenant, session);
      return row !== undefined && row.spent_proof >= provenAt;
    },

    async spend(tx, tenant, session, shown) {
      await sweepSigningSessions(tx, tenant, now() - longestSessionMilliseconds);
      const done =
        shown.kind === "both"
          ? await spendProof(tx, tenant, { session, spent_proof: shown.provenAt, signed_at: now() })
          : await noteSigning(tx, tenant, session, now());
      if (!done)
        throw new SignaturesError("signatures/components-needed", "another signature used this proof: prove it anew");
    },
  };
}
