import { type FhirResource, parseStoredText } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { SearchPage } from "../../custody/chart/index.ts";
import { type LikeBecause, type Newcomer, likeness, shownFrom } from "./likeness.ts";
import type { RegistrationPorts } from "./ports.ts";
import { pairsOf, questionsAbout } from "./questions.ts";

/** A record that may be the newcomer's. */
export interface Alike {
  readonly id: ResourceId;
  /** As the caller sees it. */
  readonly patient: FhirResource;
  readonly score: number;
  readonly because: readonly LikeBecause[];
}

/** Of each question. What lies beyond is older than this many that fit as well: the more is typed, the fewer do. */
const mostOpened = 500;
const mostShown = 6;

function patientOf({ body }: SearchPage["matches"][number]): FhirResource {
  return parseStoredText(body.toString()) as FhirResource;
}

/**
 * Records that look like somebody who is about to be registered, the likeliest first. Candidates are found and scored as the caller sees
 * them without a word in the ledger, for nothing of them is told; those that are shown are read again, and each one's ledger says so.
 * @throws ChartError
 */
export async function findAlike(
  { chart, rehearsal }: Pick<RegistrationPorts, "chart" | "rehearsal">,
  caller: Caller,
  newcomer: Newcomer,
): Promise<readonly Alike[]> {
  const candidates = new Map<ResourceId, FhirResource>();
  for (const question of questionsAbout(newcomer)) {
    const pairs = [...pairsOf(question), ["_count", String(mostOpened)] as const];
    const { value } = await rehearsal.search(caller, "Patient", pairs);
    for (const match of value.matches) candidates.set(match.id, patientOf(match));
  }
  const likely = [...candidates]
    .map(([id, patient]) => ({ id, ...likeness(newcomer, patient) }))
    .filter(({ score }) => score >= shownFrom)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, mostShown);
  if (likely.length === 0) return [];
  const { value } = await chart.search(caller, "Patient", [["_id", likely.map(({ id }) => id).join(",")]]);
  const seen = new Map(value.matches.map((match) => [match.id, patientOf(match)]));
  return likely.flatMap((one) => {
    const patient = seen.get(one.id);
    return patient === undefined ? [] : [{ ...one, patient }];
  });
}
