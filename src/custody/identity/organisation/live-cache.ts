import { LRUCache } from "lru-cache";
import type { Clock } from "../../../foundation/kernel/index.ts";

/** How old an answer may be, in milliseconds. */
export interface Freshness {
  /** From this age on an answer is asked for anew, behind the back of whoever gets the old one. */
  readonly renewAfterMs: number;
  /** From this age on an answer is not given any more. */
  readonly staleAfterMs: number;
}

/** AU-4: a revocation reaches every node in under a second. */
export const underOneSecond: Freshness = { renewAfterMs: 400, staleAfterMs: 900 };

interface Entry<V extends object> {
  readonly value: V;
  readonly askedAt: number;
  renewing: boolean;
}

/**
 * Remembers what the database said a moment ago. Only found things are remembered: what is revoked stays revoked, what
 * doesn't exist costs a question each time. At a hit it answers at once, without a promise: the bearer path is hot.
 */
export class LiveCache<V extends object> {
  readonly #entries: LRUCache<string, Entry<V>>;
  readonly #underWay = new Map<string, Promise<V | undefined>>();
  readonly #now: Clock;
  readonly #freshness: Freshness;
  #generation = 0;

  constructor(options: { readonly now: Clock; readonly most: number; readonly freshness?: Freshness }) {
    this.#now = options.now;
    this.#freshness = options.freshness ?? underOneSecond;
    this.#entries = new LRUCache({ max: options.most });
  }

  get(key: string, ask: () => Promise<V | undefined>): V | Promise<V | undefined> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return this.#ask(key, ask);
    const age = this.#now() - entry.askedAt;
    if (age >= this.#freshness.staleAfterMs || age < 0) return this.#ask(key, ask);
    if (age >= this.#freshness.renewAfterMs && !entry.renewing) {
      entry.renewing = true;
      // A failure shows at the next question that has to wait for its answer.
      this.#ask(key, ask).catch(() => undefined);
    }
    return entry.value;
  }

  /** What was asked before this is not remembered, even when its answer is still to come. */
  forget(key: string): void {
    this.#generation += 1;
    this.#entries.delete(key);
    this.#underWay.delete(key);
  }

  forgetAll(): void {
    this.#generation += 1;
    this.#entries.clear();
    this.#underWay.clear();
  }

  #ask(key: string, ask: () => Promise<V | undefined>): Promise<V | undefined> {
    const known = this.#underWay.get(key);
    if (known !== undefined) return known;
    const asking = this.#answer(key, ask);
    this.#underWay.set(key, asking);
    const done = () => {
      if (this.#underWay.get(key) === asking) this.#underWay.delete(key);
    };
    asking.then(done, done);
    return asking;
  }

  async #answer(key: string, ask: () => Promise<V | undefined>): Promise<V | undefined> {
    const generation = this.#generation;
    const askedAt = this.#now();
    const value = await ask();
    if (generation !== this.#generation) return value;
    if (value === undefined) this.#entries.delete(key);
    else this.#entries.set(key, { value, askedAt, renewing: false });
    return value;
  }
}
