import { dateTimeText } from "../../../../ui/dates.ts";
import { roleText } from "./access-words.ts";
import type { Visit } from "./visits.ts";

/** "Dr Amara Osei, clinician, 07-Mar-2026 14:05 (entry 12.0)" */
export function lookLine({ actor, looks }: Pick<Visit, "actor" | "looks">): string {
  const [first] = looks;
  const role = roleText(actor);
  return `${actor.name}${role === undefined ? "" : `, ${role}`}, ${dateTimeText(first?.at ?? "")} (entry ${first?.entryId ?? ""})`;
}
