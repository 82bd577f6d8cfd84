import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Origin } from "../identity/index.ts";
import type { Keyring } from "../keyring/index.ts";
import type { TokenWitness } from "./token-witness.ts";

/**
 * Refusals that anybody can bring about by naming an organisation: what was shown as a token and is none, or a client that isn't there.
 * The ledger tells of the first from an address at once, then of the others together, so that a stranger can't fill it.
 */
export interface Refusals {
  note(tenant: TenantId, why: string): Promise<void>;
}

const togetherMs = 60_000;
const mostRemembered = 10_000;

interface Counted {
  readonly since: number;
  untold: number;
}

export function createRefusals(ports: {
  readonly keyring: Pick<Keyring, "vault">;
  readonly witness: Pick<TokenWitness, "refused">;
  readonly now: Clock;
  /** Of the request that is being answered. */
  readonly origin: () => Origin | undefined;
  onFailure(error: unknown): void;
}): Refusals {
  const { keyring, witness, now } = ports;
  const counted = new Map<string, Counted>();

  async function exists(tenant: TenantId): Promise<boolean> {
    try {
      await keyring.vault(tenant);
      return true;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "keyring/unknown-tenant") return false;
      throw error;
    }
  }

  /** @returns how many the ledger has not been told of before this one; undefined when it shall wait for more */
  function count(key: string): number | undefined {
    const before = counted.get(key);
    if (before !== undefined && now() - before.since < togetherMs) {
      before.untold += 1;
      return undefined;
    }
    counted.delete(key);
    const [oldest] = counted.keys();
    if (counted.size >= mostRemembered && oldest !== undefined) counted.delete(oldest);
    counted.set(key, { since: now(), untold: 0 });
    return before?.untold ?? 0;
  }

  return {
    async note(tenant, why) {
      try {
        if (!(await exists(tenant))) return;
        const untold = count(`${tenant}|${ports.origin()?.from ?? ""}`);
        if (untold === undefined) return;
        await witness.refused(
          tenant,
          undefined,
          untold === 0 ? why : `${why}; ${untold} more from there since the last entry`,
        );
      } catch (error) {
        // It was refused either way; the answer doesn't wait for the ledger to be well.
        ports.onFailure(error);
      }
    },
  };
}
