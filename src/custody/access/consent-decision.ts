import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { ConsentAction, ConsentProvision, ConsentRule } from "./consent-rule.ts";
import type { Stretch } from "./facts.ts";
import { namedBySystem, namersOf } from "./named-by.ts";
import type { Purpose } from "./purpose.ts";
import { coversPurpose } from "./purpose.ts";
import type { RoleId } from "./role.ts";
import type { Row } from "./row.ts";

/** The caller and the act, as consents speak of them. */
export interface Asking {
  readonly references: ReadonlySet<string>;
  readonly role: RoleId | undefined;
  readonly purpose: Purpose;
  /** Each of them must be allowed. */
  readonly actions: readonly ConsentAction[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A row, with its labels as the caller sees it. */
export interface AskedRow {
  readonly row: Row;
  labels(): readonly string[];
}

/** What a patient's consents say of one row: a denial of any of them decides, then a permission, then the roles do. */
export function consentDecision(
  rules: readonly ConsentRule[],
  asking: Asking,
  asked: AskedRow,
): "permit" | "deny" | undefined {
  let permitted = rules.length > 0 && asking.actions.length > 0;
  for (const action of asking.actions) {
    const decisions = rules.map(({ provision }) => decisionOf(provision, asking, action, asked));
    if (decisions.includes("deny")) return "deny";
    if (!decisions.includes("permit")) permitted = false;
  }
  return permitted ? "permit" : undefined;
}

/** Whether one of them permits this row, and names it: whoever allowed everything once didn't speak of what was restricted since. */
export function consentPermitsByName(rules: readonly ConsentRule[], asking: Asking, asked: AskedRow): boolean {
  return (
    asking.actions.length > 0 &&
    asking.actions.every((action) =>
      rules.some(({ provision }) => decisionOf(provision, asking, action, asked, { naming: "unnamed" }) === "permit"),
    )
  );
}

interface Around {
  /** `unnamed`: a permit counts once a provision around it has named the row. */
  readonly naming?: "any" | "unnamed";
  /** Some of the records whose file it is were named, and not all. */
  readonly isPart?: boolean;
}

function decisionOf(
  provision: ConsentProvision,
  asking: Asking,
  action: ConsentAction,
  asked: AskedRow,
  { naming = "any", isPart = false }: Around = {},
): "permit" | "deny" | undefined {
  if (!applies(provision, asking, action, asked)) return undefined;
  const around: Around = {
    naming: provision.data === undefined ? naming : "any",
    isPart: isPart || (provision.data !== undefined && isNamedInPart(asked.row, provision.data)),
  };
  let decided: "permit" | "deny" | undefined;
  for (const exception of provision.exceptions) {
    const inner = decisionOf(exception, asking, action, asked, around);
    if (inner === "deny") return inner;
    decided ??= inner;
  }
  const isNoPermit = around.naming === "unnamed" || around.isPart === true;
  return decided ?? (provision.type === "permit" && isNoPermit ? undefined : provision.type);
}

// What is cheap is asked first: only codes and labels need the row's text.
function applies(provision: ConsentProvision, asking: Asking, action: ConsentAction, asked: AskedRow): boolean {
  const { row } = asked;
  const { period, actors, roles, purposes, actions, classes, codes, labels, data, dataPeriod } = provision;
  if (period !== undefined && !within(period, asking.at)) return false;
  if (actions !== undefined && !actions.includes(action)) return false;
  if (actors !== undefined && !actors.some((actor) => asking.references.has(actor))) return false;
  if (roles !== undefined && (asking.role === undefined || !roles.includes(asking.role))) return false;
  if (purposes !== undefined && !purposes.some((stated) => coversPurpose(stated, asking.purpose))) return false;
  if (classes !== undefined && !classes.includes(row.type)) return false;
  if (data !== undefined && !isNamed(row, data)) return false;
  if (dataPeriod !== undefined && !within(dataPeriod, row.writtenAt)) return false;
  if (labels !== undefined && !asked.labels().some((code) => labels.includes(code))) return false;
  return codes === undefined || codesOf(row.resource()).some((code) => codes.includes(code));
}

/** By itself, or as the file of a record: whoever mayn't read a document mayn't read its file either. */
function isNamed(row: Row, data: readonly string[]): boolean {
  if (data.includes(`${row.type}/${row.id}`)) return true;
  return row.mayContain(namedBySystem) && namersOf(row.resource()).some((record) => data.includes(record));
}

/** Whoever may read one document mayn't read another's file for having put it into that one: a permit reaches the file of those alone that it
 *  names. */
function isNamedInPart(row: Row, data: readonly string[]): boolean {
  if (data.includes(`${row.type}/${row.id}`) || !row.mayContain(namedBySystem)) return false;
  return namersOf(row.resource()).some((record) => !data.includes(record));
}

export function within({ from, until }: Stretch, at: number): boolean {
  return (from === undefined || at >= from) && (until === undefined || at < until);
}

/** Elements by which R4 says what kind of thing a resource is. */
const kinds = ["code", "category", "type", "class", "vaccineCode", "medicationCodeableConcept", "serviceType"] as const;

/** Whether consents may ask this field, or what is below it. @param path as a field rule's */
export function saysWhatKind(path: string): boolean {
  const [element = ""] = path.split(".");
  return kinds.some((kind) => kind === element);
}

/** `system|code` of all codings in these elements. */
function codesOf(resource: FhirResource): readonly string[] {
  return kinds.flatMap((element) => codingsIn(resource[element]));
}

function codingsIn(value: JsonValue | undefined): readonly string[] {
  if (isJsonArray(value)) return value.flatMap(codingsIn);
  if (!isJsonObject(value)) return [];
  if (value["coding"] !== undefined) return codingsIn(value["coding"]);
  const { system, code } = value;
  return typeof code === "string" ? [`${typeof system === "string" ? system : ""}|${code}`] : [];
}
