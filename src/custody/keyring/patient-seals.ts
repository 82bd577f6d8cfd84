import { type AeadKey, sealCount } from "../../foundation/crypto/index.ts";

/** What a process sealed with one key since it told. */
export interface Unsaved {
  readonly keyNo: number;
  readonly seals: number;
}

/** Counts over restarts how often patients' keys sealed. There are far too many of them to claim blocks beforehand, as is done for an
 *  organisation's own: what each process did is added afterwards, in steps. The end of a process
 *  loses less than a step for each key, a kill the last seconds' too. */
export interface PatientSeals {
  /** @param saved how many of its seals are stored; without it, all until now */
  watch(keyNo: number, key: AeadKey, saved?: number): void;
  /** It is forgotten here: what is less than a step is a step by chance, as likely as it is long, so that the sum is right on average. */
  forget(keyNo: number, key: AeadKey): void;
  /** Adds what is a step or more. Called now and then.
   *  @param all what is less, too, as `forget` does */
  save(all?: boolean): Promise<void>;
}

export const sealsInStep = 512;
/** In one statement, which mustn't keep those waiting who ask whether keys still hold. */
const keysAtOnce = 500;

/** @param add adds to the stored counts, and tells what they are then; a key that it doesn't tell of comes again @param random from 0 up to 1 */
export function countPatientSeals(
  add: (unsaved: readonly Unsaved[]) => Promise<ReadonlyMap<number, number>>,
  random: () => number,
): PatientSeals {
  const watched = new Map<AeadKey, { readonly keyNo: number; saved: number }>();
  /** Of keys that were forgotten. */
  const left = new Map<number, number>();

  const inSteps = (seals: number) => (seals >= sealsInStep ? seals : random() * sealsInStep < seals ? sealsInStep : 0);

  function leave(keyNo: number, key: AeadKey): void {
    const known = watched.get(key);
    if (known === undefined) return;
    watched.delete(key);
    const seals = inSteps(sealCount(key) - known.saved);
    if (seals > 0) left.set(keyNo, (left.get(keyNo) ?? 0) + seals);
  }

  async function saveLeft(): Promise<void> {
    const all = [...left].map(([keyNo, seals]) => ({ keyNo, seals }));
    for (let first = 0; first < all.length; first += keysAtOnce) {
      const unsaved = all.slice(first, first + keysAtOnce);
      const stored = await add(unsaved);
      for (const { keyNo, seals } of unsaved.filter((one) => stored.has(one.keyNo))) {
        const more = (left.get(keyNo) ?? 0) - seals;
        if (more > 0) left.set(keyNo, more);
        else left.delete(keyNo);
      }
    }
  }

  return {
    watch: (keyNo, key, saved = sealCount(key)) => void watched.set(key, { keyNo, saved }),
    forget: leave,
    async save(all = false) {
      if (all) for (const [key, { keyNo }] of watched) leave(keyNo, key);
      await saveLeft();
      const due = [...watched].filter(([key, { saved }]) => sealCount(key) - saved >= sealsInStep).slice(0, keysAtOnce);
      if (due.length === 0) return;
      const told = due.map(([key, known]) => ({ key, known, seals: sealCount(key) - known.saved }));
      const stored = await add(told.map(({ known: { keyNo }, seals }) => ({ keyNo, seals })));
      for (const { key, known, seals } of told) {
        const sum = stored.get(known.keyNo);
        if (sum === undefined) continue;
        // Other processes seal with it as well: what they did counts here too.
        const others = Math.max(0, sum - known.saved - seals);
        known.saved += seals + others;
        key.seals += others;
      }
    },
  };
}
