import { type JsonObject, isResourceType } from "../../../foundation/fhir/index.ts";
import type { ConsentAction, ConsentProvision, Purpose, Stretch } from "../../access/index.ts";
import { codedOf, codingsOf, objectsAt, referenceOf, textAt } from "../json.ts";
import { stretchOf } from "../stretch.ts";
import type { ConsentFaultCode } from "./fault.ts";
import {
  actCode,
  actions,
  consentActionSystem,
  isRecipientRole,
  narrowerLabels,
  purposeOf,
  purposeSystem,
  resourceTypeSystem,
  roleSystem,
} from "./known-codes.ts";

/** A condition of a provision: not there, understood, or not understood. */
export type Condition<T> = { readonly value?: T | undefined; readonly faults: readonly ConsentFaultCode[] };

export type Verdict = ConsentProvision["type"];

const absent = { faults: [] } as const;
const understood = <T>(value: T): Condition<T> => ({ value, faults: [] });
const fault = (code: ConsentFaultCode) => ({ faults: [code] }) as const;

/** Each item read, or a fault where one can't be. */
function each<T>(
  items: readonly JsonObject[],
  read: (item: JsonObject) => readonly T[] | ConsentFaultCode,
): Condition<readonly T[]> {
  if (items.length === 0) return absent;
  const values: T[] = [];
  for (const item of items) {
    const found = read(item);
    if (typeof found === "string") return fault(found);
    values.push(...found);
  }
  return understood([...new Set(values)]);
}

export function periodIn(
  provision: JsonObject,
  element: "period" | "dataPeriod",
  timeZone: string,
): Condition<Stretch> {
  if (provision[element] === undefined) return absent;
  const stretch = stretchOf(provision[element], timeZone);
  return stretch === undefined ? fault("consent/unknown-period") : understood(stretch);
}

/** Whom an actor stands for: a reference, a role of this organisation, or both at once. */
export interface Actor {
  readonly reference?: string | undefined;
  readonly role?: string | undefined;
}

const namesSomebody =
  /^(?:Practitioner|PractitionerRole|Organization|CareTeam|RelatedPerson|Patient|Device|Location)\//;

export function actorsIn(provision: JsonObject): Condition<readonly Actor[]> {
  return each<Actor>(objectsAt(provision["actor"]), (actor) => {
    const codings = codingsOf(actor["role"]);
    const roles = codings.filter(({ system }) => system === roleSystem);
    const [role] = roles;
    if (role !== undefined && (role.code === undefined || roles.length > 1)) return "consent/unknown-actor-role";
    // A part in words alone is taken for a recipient's: that is whom a provision is about unless it says otherwise.
    if (role === undefined && codings.length > 0 && !codings.some(isRecipientRole)) return "consent/unknown-actor-role";
    const named = objectsAt(actor["reference"])[0];
    const says = named !== undefined && (named["reference"] !== undefined || named["identifier"] !== undefined);
    const reference = referenceOf(named);
    if (says && (reference === undefined || !namesSomebody.test(reference))) return "consent/unknown-actor";
    if (reference === undefined && role === undefined) return "consent/unknown-actor";
    return [{ reference, role: role?.code }];
  });
}

export function actionsIn(provision: JsonObject): Condition<readonly ConsentAction[]> {
  return each(objectsAt(provision["action"]), (concept) => {
    const codings = codingsOf(concept).filter(({ system }) => system === consentActionSystem);
    const known = codings.map(({ code }) => (code === undefined ? undefined : actions[code]));
    const values = known.filter((action) => action !== undefined);
    return values.length === 0 || values.length < known.length ? "consent/unknown-action" : values;
  });
}

export function labelsIn(provision: JsonObject, verdict: Verdict): Condition<readonly string[]> {
  return each(objectsAt(provision["securityLabel"]), (coding) => {
    const { system, code } = codedOf(coding);
    if (system !== actCode || code === undefined) return "consent/unknown-label";
    return verdict === "deny" ? [code, ...(narrowerLabels[code] ?? [])] : [code];
  });
}

export function purposesIn(provision: JsonObject, verdict: Verdict): Condition<readonly Purpose[]> {
  let narrower = false;
  const read = each<Purpose>(objectsAt(provision["purpose"]), (coding) => {
    const { system, code } = codedOf(coding);
    const purpose = system === purposeSystem && code !== undefined ? purposeOf(code) : undefined;
    switch (purpose?.kind) {
      case undefined:
        return "consent/unknown-purpose";
      case "stated":
        return [purpose.purpose];
      case "nobody":
        return [];
      case "part":
        narrower = true;
        return verdict === "deny" ? [purpose.of] : [];
    }
  });
  return narrower && read.faults.length === 0 ? { ...read, faults: ["consent/narrower-purpose"] } : read;
}

export function classesIn(provision: JsonObject): Condition<readonly string[]> {
  return each(objectsAt(provision["class"]), (coding) => {
    const { system, code } = codedOf(coding);
    return system === resourceTypeSystem && code !== undefined && isResourceType(code)
      ? [code]
      : "consent/unknown-class";
  });
}

export function codesIn(provision: JsonObject): Condition<readonly string[]> {
  return each(objectsAt(provision["code"]), (concept) => {
    const codings = codingsOf(concept);
    const codes = codings.flatMap(({ system, code }) =>
      system === undefined || code === undefined ? [] : [`${system}|${code}`],
    );
    return codes.length === 0 || codes.length < codings.length ? "consent/unknown-code" : codes;
  });
}

export function dataIn(provision: JsonObject): Condition<readonly string[]> {
  return each(objectsAt(provision["data"]), (data) => {
    const reference = referenceOf(data["reference"]);
    return textAt(data["meaning"]) === "instance" && reference !== undefined ? [reference] : "consent/unknown-data";
  });
}
