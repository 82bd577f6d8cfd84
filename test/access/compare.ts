import { decide, judge, redact, rowOf } from "../../src/custody/access/index.ts";
import {
  type FhirResource,
  type ResourceType,
  parseSearch,
  subjectPatientOf,
  withoutFields,
} from "../../src/foundation/fhir/index.ts";
import type { ResourceId } from "../../src/foundation/kernel/index.ts";
import { type Random, seeded } from "./random.ts";
import { type Situation, evaluate } from "./reference-evaluator.ts";
import { aResource, aSituation, factsOf } from "./situations.ts";

export interface Disagreement {
  readonly seed: number;
  readonly situation: Situation;
  readonly resource: FhirResource;
  readonly question: string;
  readonly expected: unknown;
  readonly found: unknown;
}

export interface Comparison {
  readonly decisions: number;
  readonly visible: number;
  readonly redacted: number;
  readonly disagreement: Disagreement | undefined;
}

const resourcesEach = 20;

/** Searches whose parameters read elements that rules may hide. */
const searches: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  Appointment: [
    ["reason-code", "a"],
    ["reason-code:not", "a"],
    ["reason-code:missing", "true"],
    ["actor:missing", "false"],
    ["status", "booked"],
  ],
  Observation: [
    ["code", "a"],
    ["category:not", "b"],
    ["category:missing", "true"],
    ["performer:missing", "true"],
    ["combo-code", "b"],
  ],
  Patient: [["name:missing", "true"]],
};

/** Lets the code and the reference evaluator decide about the same random resources, until they disagree. */
export function compare(decisions: number, firstSeed: number): Comparison {
  let made = 0;
  let visible = 0;
  let redacted = 0;
  for (let seed = firstSeed; made < decisions; seed += 1) {
    const random = seeded(seed);
    const situation = aSituation(random);
    const facts = factsOf(situation);
    for (let index = 0; index < resourcesEach && made < decisions; index += 1) {
      const resource = aResource(random);
      made += 1;
      const expected = evaluate(situation, resource);
      const found = decided(situation, facts, resource);
      const questioned = expected && found && questions(random, situation, resource, expected);
      if (JSON.stringify(sorted(expected)) !== JSON.stringify(sorted(found)) || questioned !== undefined) {
        const disagreement = questioned ?? { question: "what is seen", expected, found };
        return { decisions: made, visible, redacted, disagreement: { seed, situation, resource, ...disagreement } };
      }
      if (found !== undefined) visible += 1;
      if (found !== undefined && found !== resource) redacted += 1;
    }
  }
  return { decisions: made, visible, redacted, disagreement: undefined };
}

function decided(
  { interaction, at }: Situation,
  facts: ReturnType<typeof factsOf>,
  resource: FhirResource,
): FhirResource | undefined {
  const type = resource.resourceType as ResourceType;
  const decision = decide({ interaction, type, at }, facts);
  if (decision.kind === "deny") return undefined;
  const row = rowOf(resource, {
    type,
    id: resource.id as ResourceId,
    patient: subjectPatientOf(resource) as ResourceId | undefined,
    writtenAt: Date.parse(resource.meta?.lastUpdated ?? ""),
  });
  return judge(decision.rows, row).kind === "visible" ? redact(resource, decision) : undefined;
}

/** A search parameter on a redacted resource answers as on one that never had the hidden elements, and never by its clause. */
function questions(
  random: Random,
  situation: Situation,
  resource: FhirResource,
  seen: FhirResource,
): { readonly question: string; readonly expected: unknown; readonly found: unknown } | undefined {
  const type = resource.resourceType;
  const pair = searches[type] === undefined ? undefined : random.pick(searches[type]);
  if (pair === undefined) return undefined;
  const hidden = situation.fieldRules
    .filter((rule) => rule.type === type && rule.access === "hidden")
    .map(({ path }) => path);
  const [filter] = parseSearch(type, [pair]).filters;
  if (filter === undefined) return undefined;
  const asked = withoutFields(type, filter, hidden);
  const expected = filter.matches(seen);
  // An empty clause says that nothing can match.
  const found = asked.clause?.length === 0 ? false : asked.matches(seen);
  return expected === found ? undefined : { question: pair.join("="), expected, found };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
