import type { Clock } from "../../../foundation/kernel/index.ts";
import type { KeyProvider, RootKey } from "./key-provider.ts";
import { KeyringError, type KeyringErrorCode } from "./keyring-error.ts";

/** How a provider has fared. */
export interface ProviderStanding {
  /** `closed`: it is asked. `open`: it failed so often that it isn't asked for a while. `trying`: one question is under way. */
  readonly circuit: "closed" | "open" | "trying";
  readonly asked: number;
  readonly retried: number;
  readonly throttled: number;
  readonly failed: number;
  /** Questions that were refused here, because the circuit was open. */
  readonly spared: number;
  /** When it last did what it was asked, in milliseconds since 1970; undefined: not yet. */
  readonly lastSuccessAt: number | undefined;
  readonly lastFailure: { readonly at: number; readonly code: KeyringErrorCode } | undefined;
  /** When it is asked again; undefined unless the circuit is open. */
  readonly againAt: number | undefined;
  readonly slowestMilliseconds: number;
}

export interface ResilientProvider extends KeyProvider {
  standing(): ProviderStanding;
}

export interface Patience {
  readonly now: Clock;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** How often one question is put. */
  readonly tries?: number;
  /** The first pause is up to this long, each further one up to twice the one before. */
  readonly pauseMilliseconds?: number;
  /** Failures in a row after which the provider is left alone, and for how long. */
  readonly failuresToOpen?: number;
  readonly openMilliseconds?: number;
}

const transient: ReadonlySet<string> = new Set(["keyring/provider-unavailable", "keyring/provider-throttled"]);

/** Asks again after a pause where that may help, and stops asking a provider that is down, so that nobody waits for it in vain.
 *  Pauses are random up to a bound that doubles ("full jitter"), else many processes would come back together. */
export function resilient(provider: KeyProvider, patience: Patience): ResilientProvider {
  const {
    now,
    sleep,
    random,
    tries = 4,
    pauseMilliseconds = 200,
    failuresToOpen = 5,
    openMilliseconds = 15_000,
  } = patience;
  const counts = { asked: 0, retried: 0, throttled: 0, failed: 0, spared: 0, slowestMilliseconds: 0 };
  let failuresInRow = 0;
  let openUntil: number | undefined;
  let trying = false;
  let lastFailure: ProviderStanding["lastFailure"];
  let lastSuccessAt: number | undefined;

  const circuit = () => (openUntil === undefined ? "closed" : trying ? "trying" : "open");

  /** @throws KeyringError when the provider isn't to be asked now */
  function admit(): void {
    if (openUntil === undefined) return;
    if (now() >= openUntil && !trying) {
      trying = true;
      return;
    }
    counts.spared += 1;
    throw new KeyringError(
      "keyring/provider-unavailable",
      "the provider of the root key has failed repeatedly and is left alone for a moment",
    );
  }

  function succeeded(): void {
    failuresInRow = 0;
    openUntil = undefined;
    trying = false;
  }

  function failed(code: KeyringErrorCode): void {
    lastFailure = { at: now(), code };
    counts.failed += 1;
    failuresInRow += 1;
    if (openUntil !== undefined || failuresInRow >= failuresToOpen) openUntil = now() + openMilliseconds;
    trying = false;
  }

  async function ask<T>(question: () => Promise<T>): Promise<T> {
    admit();
    counts.asked += 1;
    for (let attempt = 1; ; attempt += 1) {
      const began = now();
      try {
        const answer = await question();
        counts.slowestMilliseconds = Math.max(counts.slowestMilliseconds, now() - began);
        lastSuccessAt = now();
        succeeded();
        return answer;
      } catch (error) {
        const code = error instanceof KeyringError ? error.code : undefined;
        if (code === "keyring/provider-throttled") counts.throttled += 1;
        // An answer of no is an answer: the provider is there.
        if (code === undefined || !transient.has(code)) {
          succeeded();
          throw error;
        }
        if (attempt >= tries || trying) {
          failed(code);
          throw error;
        }
        counts.retried += 1;
        await sleep(random() * pauseMilliseconds * 2 ** (attempt - 1));
      }
    }
  }

  const root: RootKey = {
    wrap: (key, context) => ask(() => provider.wrap(key, context)),
    unwrap: (wrapped, context) => ask(() => provider.unwrap(wrapped, context)),
  };
  const { renewal } = provider;
  return {
    ...root,
    describe: () => ask(() => provider.describe()),
    // Asked for its health a provider answers for itself, at once.
    health: () => provider.health(),
    versionOf: (wrapped) => provider.versionOf(wrapped),
    ...(renewal === undefined
      ? {}
      : {
          renewal: {
            // Not tried again: a renewal whose answer was lost would be made twice.
            renew: () => renewal.renew(),
            retireAllBut: (version: string) => ask(() => renewal.retireAllBut(version)),
          },
        }),
    standing: () => ({
      ...counts,
      circuit: circuit(),
      lastSuccessAt,
      lastFailure,
      againAt: openUntil,
    }),
  };
}
