import type { BreakGlassGrant, Relation, RelationKind } from "./facts.ts";

const words: Readonly<Record<RelationKind, string>> = {
  self: "the patient themselves",
  "related-person": "named as related person",
  "general-practitioner": "general practitioner",
  "care-team": "on the care team",
  appointment: "has an appointment with the patient",
  admission: "responsible for the admission",
  "on-shift": "on shift where the patient is",
  consent: "named in the patient's consent",
};

const sentences = new WeakMap<Relation | BreakGlassGrant, Map<string, string>>();

/** "as clinician of this organisation; on the care team since 2026-03-03". Made once for each tie and reason. */
export function reasonFor(reason: string, by: Relation | BreakGlassGrant | undefined): string {
  if (by === undefined) return reason;
  let known = sentences.get(by);
  if (known === undefined) sentences.set(by, (known = new Map()));
  const made = known.get(reason) ?? `${reason}; ${"kind" in by ? tie(by) : emergency(by)}`;
  known.set(reason, made);
  return made;
}

function emergency({ reason }: BreakGlassGrant): string {
  return `in an emergency${reason === undefined ? "" : ` (${reason})`}, under review`;
}

function tie({ kind, from }: Relation): string {
  const since =
    from === undefined || kind === "appointment" ? "" : ` since ${new Date(from).toISOString().slice(0, 10)}`;
  return words[kind] + since;
}
