import type { Verification as VerificationAnswer } from "../../../../contract/index.ts";
import type { Verification } from "../../../custody/ledger/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { LedgerRoutesPorts } from "./ports.ts";

/** Checks of whole ledgers, one at a time for each organisation. */
export interface VerificationRuns {
  /** Begins a check; one that runs already goes on. */
  start(tenant: TenantId): void;
  progress(tenant: TenantId): VerificationAnswer;
  /** Stops what runs. */
  close(): Promise<void>;
}

const idle: VerificationAnswer = { state: "idle", checked: 0, total: 0 };

export function verificationRuns({
  verify,
  now,
  onFailure,
}: Pick<LedgerRoutesPorts, "verify" | "now" | "onFailure">): VerificationRuns {
  const latest = new Map<TenantId, VerificationAnswer>();
  const running = new Map<TenantId, Promise<void>>();
  let closing = false;

  function note(tenant: TenantId, verification: Verification): void {
    const { state, checked, total } = verification;
    const finding = verification.state === "broken" ? verification.finding : undefined;
    const pruned = verification.state === "sound" && verification.pruned > 0 ? verification.pruned : undefined;
    latest.set(tenant, { state, checked, total, pruned, finding, at: new Date(now()).toISOString() });
  }

  async function run(tenant: TenantId): Promise<void> {
    try {
      for await (const verification of verify(tenant)) {
        note(tenant, verification);
        if (closing) return;
      }
    } catch (error) {
      onFailure(error);
      const message = "The check could not be finished. It says nothing about the ledger: start it again.";
      latest.set(tenant, {
        ...(latest.get(tenant) ?? idle),
        state: "idle",
        finding: { code: "ledger/check-interrupted", message },
      });
    }
  }

  return {
    start(tenant) {
      if (running.has(tenant) || closing) return;
      latest.set(tenant, { ...idle, state: "running", at: new Date(now()).toISOString() });
      running.set(
        tenant,
        run(tenant).finally(() => running.delete(tenant)),
      );
    },
    progress: (tenant) => latest.get(tenant) ?? idle,
    async close() {
      closing = true;
      await Promise.all(running.values());
    },
  };
}
