import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { ConsentProvision } from "../../access/index.ts";
import { objectsAt, textAt } from "../json.ts";
import {
  type Actor,
  type Condition,
  type Verdict,
  actionsIn,
  actorsIn,
  classesIn,
  codesIn,
  dataIn,
  labelsIn,
  periodIn,
  purposesIn,
} from "./conditions.ts";
import type { ConsentFault, ConsentFaultCode } from "./fault.ts";

export interface Compiling {
  /** Collects what could not be understood. */
  readonly report: (fault: ConsentFault) => void;
  /** Whose days the days in it are. */
  readonly timeZone: string;
}

const deepest = 8;
/** These leave a provision as it was meant; every other fault turns it into a denial. */
const harmless: ReadonlySet<ConsentFaultCode> = new Set(["consent/narrower-purpose"]);

/**
 * One FHIR provision as what decisions are made by. Several where its actors are of several kinds: a reference and a role
 * inside one provision would have to hold together.
 *
 * What isn't understood fails safe: the provision becomes a denial of what is left of its conditions, and loses its exceptions.
 */
export function compileProvision(
  compiling: Compiling,
  provision: JsonObject,
  path: string,
  verdict: Verdict | undefined,
  depth = 0,
): readonly ConsentProvision[] {
  const { report, timeZone } = compiling;
  let failed = false;
  const note = (code: ConsentFaultCode, element = "") => {
    report({ code, path: element === "" ? path : `${path}.${element}` });
    if (!harmless.has(code)) failed = true;
  };
  const type = verdict ?? "deny";
  if (verdict === undefined) note("consent/missing-type", "type");
  if (provision["modifierExtension"] !== undefined) note("consent/modified");
  if (depth > deepest) note("consent/too-deep");
  const take = <T>(element: string, { value, faults }: Condition<T>): T | undefined => {
    for (const code of faults) note(code, element);
    return value;
  };

  const actors = take("actor", actorsIn(provision));
  const conditions = {
    period: take("period", periodIn(provision, "period", timeZone)),
    actions: take("action", actionsIn(provision)),
    labels: take("securityLabel", labelsIn(provision, type)),
    purposes: take("purpose", purposesIn(provision, type)),
    classes: take("class", classesIn(provision)),
    codes: take("code", codesIn(provision)),
    data: take("data", dataIn(provision)),
    dataPeriod: take("dataPeriod", periodIn(provision, "dataPeriod", timeZone)),
  };
  const nested = depth > deepest ? [] : objectsAt(provision["provision"]);
  // Compiled though they may be dropped: what is wrong with them is reported too.
  const exceptions = nested.flatMap((one, index) =>
    compileProvision(compiling, one, `${path}.provision[${index}]`, verdictOf(one), depth + 1),
  );
  const common = failed
    ? { type: "deny" as const, ...conditions, exceptions: [] }
    : { type, ...conditions, exceptions };
  return byActors(common, actors);
}

export function verdictOf(provision: JsonObject): Verdict | undefined {
  const type = textAt(provision["type"]);
  return type === "permit" || type === "deny" ? type : undefined;
}

function byActors(
  common: Omit<ConsentProvision, "actors" | "roles">,
  actors: readonly Actor[] | undefined,
): readonly ConsentProvision[] {
  if (actors === undefined) return [common];
  const references = actors.flatMap(({ reference, role }) =>
    reference !== undefined && role === undefined ? [reference] : [],
  );
  const roles = actors.flatMap(({ reference, role }) => (role !== undefined && reference === undefined ? [role] : []));
  const both = actors.flatMap(({ reference, role }) =>
    reference !== undefined && role !== undefined ? [{ actors: [reference], roles: [role] }] : [],
  );
  return [
    ...(references.length > 0 ? [{ ...common, actors: references }] : []),
    ...(roles.length > 0 ? [{ ...common, roles }] : []),
    ...both.map((one) => ({ ...common, ...one })),
  ];
}
