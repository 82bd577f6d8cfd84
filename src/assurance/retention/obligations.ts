import type { Caller } from "../../custody/access/index.ts";
import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type HoldInForce, obligationOf, ruleWords } from "./decide.ts";
import { Gathering, type PlannedRecord, everyPatient, plannedRecord } from "./gathering.ts";
import { type Holds, holdsOn } from "./holds/holds.ts";
import { expectOfficer } from "./officer.ts";
import type { RetentionPorts } from "./ports.ts";
import type { Source } from "./rule.ts";
import { rulesFor } from "./rules.ts";

/** One record of a patient, and what asks to keep it although the patient wants it gone. */
export interface Obligation {
  /** "MedicationRequest/<id>". */
  readonly record: string;
  /** When it was written or deleted last, milliseconds since 1970. */
  readonly writtenAt: number;
  /** The longest that isn't over; undefined where none asks for it. `until`: undefined while it can't be said. */
  readonly rule:
    | {
        readonly id: string;
        readonly words: string;
        readonly source: Source;
        readonly until: number | undefined;
      }
    | undefined;
  readonly holds: readonly HoldInForce[];
  /** What a Provenance vouches for: it is worth as much as these are. */
  readonly vouchesFor: readonly string[];
  /** Other records that it refers to, files included. */
  readonly names: readonly string[];
}

type Found = PlannedRecord & Pick<Obligation, "record" | "writtenAt" | "vouchesFor" | "names">;

const why = "to say what of this record can be erased, and what must stay";

/** @throws RetentionError `retention/not-permitted`; ChartError `chart/not-found` */
export async function obligationsOf(
  { chart, settings, now }: RetentionPorts,
  holds: Pick<Holds, "standing">,
  caller: Caller,
  patient: ResourceId,
): Promise<readonly Obligation[]> {
  expectOfficer(caller);
  const rules = rulesFor(await settings(caller.tenant));
  const standing = await holds.standing(caller.tenant);
  const gathering = new Gathering(everyPatient, 1);
  const found: Found[] = [];
  const survey = chart.survey(caller, {
    patient,
    why,
    keep: (one): Found => ({
      ...plannedRecord(one),
      record: `${one.type}/${one.id}`,
      writtenAt: one.writtenAt,
      vouchesFor: one.type === "Provenance" ? targetsOf(one.resource) : [],
      names: [...namedIn(one.resource)],
    }),
  });
  for await (const { kept } of survey)
    for (const record of kept) {
      if (record.patient !== patient) continue;
      gathering.add(record);
      found.push(record);
    }
  const [one] = gathering.patients();
  if (one === undefined) return [];
  const at = now();
  return found.map(({ facts, record, writtenAt, vouchesFor, names }) => {
    const owed = obligationOf(facts, { rules, patient: one.facts, at });
    return {
      record,
      writtenAt,
      vouchesFor,
      names,
      rule: owed && { id: owed.rule.id, words: ruleWords(owed.rule), source: owed.rule.source, until: owed.until },
      holds: holdsOn(standing, patient, record).map(({ number, why }) => ({ number, why })),
    };
  });
}

const recordName = /(?:^|\/)([A-Z][A-Za-z]+\/[0-9a-f]{8}-[0-9a-f-]{27})(?:$|[/#?])/;

/** References, and addresses of files. */
function namedIn(value: JsonValue | undefined, found: Set<string> = new Set()): ReadonlySet<string> {
  const entries: readonly (readonly [string, JsonValue | undefined])[] = isJsonArray(value)
    ? value.map((item) => ["", item])
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  for (const [key, item] of entries) {
    if (typeof item !== "string") namedIn(item, found);
    else if (key === "reference" || key === "url") {
      const [, named] = recordName.exec(item) ?? [];
      if (named !== undefined) found.add(named);
    }
  }
  return found;
}

function targetsOf(resource: FhirResource): readonly string[] {
  const targets = resource["target"];
  if (!isJsonArray(targets)) return [];
  return targets.flatMap((target) => {
    const reference = isJsonObject(target) ? target["reference"] : undefined;
    const [, named] = typeof reference === "string" ? (/^([A-Za-z]+\/[0-9a-f-]{36})/.exec(reference) ?? []) : [];
    return named === undefined ? [] : [named];
  });
}
