import type { Obligation, Source } from "../retention/index.ts";
import { ErasureError } from "./erasure-error.ts";

/** `keep`: a rule or a hold asks for it. `restrict`: the officer decided so. Both leave the chart, and are sealed away. */
export type FateAction = "erase" | "restrict" | "keep";

/** What becomes of one record, and on which ground. */
export interface Fate {
  /** "MedicationRequest/<id>". */
  readonly record: string;
  readonly action: FateAction;
  /** Legal holds that cover it. */
  readonly holds: readonly { readonly number: number; readonly why: string }[];
  readonly rule?: { readonly id: string; readonly words: string; readonly source: Source } | undefined;
  /** What it vouches for and stays: it stays as long as any of these. */
  readonly vouchesFor?: readonly string[] | undefined;
  /** The officer's ground, in words. */
  readonly officer?: string | undefined;
  /** Milliseconds since 1970; undefined where no day can be said. */
  readonly until?: number | undefined;
}

/** What the officer keeps although nothing obliges to. */
export interface Choice {
  readonly record: string;
  readonly ground: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Decides record by record. Pure. What a rule or a hold keeps stays whatever was chosen, and with it the signatures that vouch for it; of
 *  the rest what was chosen; all else goes. @throws ErasureError `erasure/must-stay`, `erasure/unknown-record` for a choice that can't be */
export function decideFates(obligations: readonly Obligation[], choices: readonly Choice[]): readonly Fate[] {
  const chosen = new Map(choices.map((choice) => [choice.record, choice]));
  const known = new Set(obligations.map(({ record }) => record));
  for (const { record } of choices)
    if (!known.has(record)) throw new ErasureError("erasure/unknown-record", "this patient has no such record");
  const owed = new Map(
    obligations.flatMap((one): [string, Fate][] => {
      if (one.rule === undefined && one.holds.length === 0) return [];
      if (chosen.has(one.record))
        throw new ErasureError("erasure/must-stay", "a rule or a hold keeps this record: there is nothing to choose");
      const rule = one.rule && { id: one.rule.id, words: one.rule.words, source: one.rule.source };
      return [[one.record, { record: one.record, action: "keep", holds: one.holds, rule, until: one.rule?.until }]];
    }),
  );
  const stays = new Map(owed);
  for (const { record, ground, until } of choices)
    stays.set(record, { record, action: "restrict", holds: [], officer: ground, until });
  return obligations.map(({ record, vouchesFor }): Fate => {
    const own = stays.get(record);
    if (own !== undefined) return own;
    const vouched = vouchesFor.flatMap((target) => stays.get(target) ?? []);
    if (vouched.length === 0) return { record, action: "erase", holds: [] };
    return {
      record,
      action: vouched.some(({ action }) => action === "keep") ? "keep" : "restrict",
      holds: [],
      vouchesFor: vouched.map((target) => target.record),
      until: lastOf(vouched.map(({ until }) => until)),
    };
  });
}

/** Undefined where one of them has no end. */
function lastOf(ends: readonly (number | undefined)[]): number | undefined {
  const last = Math.max(...ends.map((end) => end ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(last) ? last : undefined;
}

/** Whether two decisions about the same record say the same. */
export function sameFates(one: readonly Fate[], other: readonly Fate[]): boolean {
  const told = (fates: readonly Fate[]) =>
    fates
      .map(({ record, action, holds, rule, vouchesFor, officer, until }) =>
        JSON.stringify([record, action, holds.map(({ number }) => number), rule?.id, vouchesFor, officer, until]),
      )
      .toSorted()
      .join("\n");
  return told(one) === told(other);
}

/** One sentence for people: what becomes of a record, and why. */
export function fateWords({ action, holds, rule, vouchesFor, officer, until }: Fate): string {
  if (action === "erase") return "nothing asks to keep it";
  const grounds = [
    ...holds.map(({ number, why }) => `legal hold ${number}, ${why}`),
    ...(rule === undefined ? [] : [rule.words]),
    ...(vouchesFor === undefined
      ? []
      : [`it vouches for ${vouchesFor.join(", ")}, which ${vouchesFor.length === 1 ? "stays" : "stay"}`]),
    ...(officer === undefined ? [] : [officer]),
  ];
  const day = until === undefined ? "" : `until ${new Date(until).toISOString().slice(0, 10)}: `;
  return `${day}${grounds.join("; ")}`;
}
