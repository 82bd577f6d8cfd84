import type { Preview } from "../../../../contract/index.ts";
import {
  type Caller,
  type Decision,
  type LimitedRows,
  type RowPredicate,
  decide,
  denySentence,
  redact,
  saysWhatKind,
} from "../../../custody/access/index.ts";
import { ChartError } from "../../../custody/chart/index.ts";
import { sensitivityCodes } from "../../../custody/policy/index.ts";
import { type FhirResource, type ResourceType, parseResourceText } from "../../../foundation/fhir/index.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import type { PreviewPath } from "./preview-path.ts";
import { labelInSentence, reachWords } from "./words.ts";

const mostCompared = 50;
/** More ids than these are more than one parameter of a search may hold. */
const mostAtOnce = 50;
type Permit = Extract<Decision, { readonly kind: "permit" }>;

interface Row {
  readonly id: string;
  readonly body: Buffer;
}

/** What decides before any record is looked at. */
export function decisionOf(decision: Decision): Preview["decision"] {
  if (decision.kind === "deny")
    return {
      allowed: false,
      sentence: denySentence[decision.reason],
      limits: [],
      hiddenFields: [],
      readOnlyFields: [],
    };
  const { rows, redaction } = decision;
  const limits = limitsOf(rows);
  return {
    allowed: true,
    sentence: limits.length === 0 ? "All records of this kind." : "Records of this kind, within limits.",
    limits: [...limits],
    hiddenFields: [...(redaction?.hidden ?? [])],
    readOnlyFields: [...(redaction?.readOnly ?? [])],
  };
}

function limitsOf(rows: RowPredicate): readonly string[] {
  if (rows.kind === "every") return [];
  const { reach, facilities, clearances, consentNeeded, standing } = rows;
  return [
    ...(reach === "organisation" ? [] : [reachWords[reach].summary]),
    ...(facilities === undefined ? [] : [`Held to ${facilities.length} facilities.`]),
    ...criteriaOf(rows),
    ...(clearances === undefined ? [] : hiddenLabels(clearances)),
    ...(consentNeeded ? ["Only patients whose consent names this purpose."] : []),
    ...(standing === undefined ? [] : ["Not what a patient's consent denies."]),
  ];
}

function criteriaOf({ granted }: LimitedRows): readonly string[] {
  return granted.map((alternatives) => {
    const words = alternatives.map(({ criteria }) =>
      criteria.map(({ parameter, value }) => `${parameter} = ${value}`).join(" and "),
    );
    return `Only ${words.map((one) => one || "the patient in context").join(", or ")}.`;
  });
}

function hiddenLabels(clearances: ReadonlySet<string>): readonly string[] {
  const hidden = sensitivityCodes.filter((code) => !clearances.has(code));
  return hidden.length === 0 ? [] : [`Not what is marked ${hidden.map((code) => labelInSentence(code)).join(", ")}.`];
}

/**
 * Rows of the viewer's own, each with whether the other sees it, by the code that answers them both.
 *
 * Nothing is said of rows that the viewer doesn't see: not that they are there, nor how many. Of a row that both see, only what
 * both see is shown. A role that is limited by the content of fields which the viewer doesn't see would tell of those fields by
 * what it leaves out: then there are no rows. A label that only those fields call for has no say.
 */
export async function compareRows(
  { chart, rehearsal, now }: PolicyRoutesPorts,
  viewer: Caller,
  other: Caller,
  path: PreviewPath,
): Promise<Pick<Preview, "rows" | "withheld">> {
  const { type } = path;
  const interaction = path.kind === "read" ? "read" : "search";
  const own = decide({ interaction, type, at: now() }, viewer);
  const theirs = decide({ interaction, type, at: now() }, other);
  if (own.kind === "deny")
    return { withheld: "Your own role doesn't include such records, so none are shown or counted." };
  if (theirs.kind === "permit" && tellsOfHidden(own, theirs))
    return {
      withheld: "You don't see all fields of such records, and this role is limited by their content: none are shown.",
    };

  const found = await ownRows(chart, viewer, path);
  const seen =
    theirs.kind === "deny"
      ? new Map<string, Row>()
      : await rowsAs(rehearsal, seeingNoMore(other, viewer), path, found.rows);
  const list = found.rows.map(({ id }) => {
    const row = seen.get(id);
    return { type, id, seen: row !== undefined, ...(row === undefined ? {} : { resource: sharedView(row, own) }) };
  });
  return { rows: { compared: list.length, seen: seen.size, more: found.more, list } };
}

/** Parameters of criteria that ask for what may be there because of any field, one of a carried resource too. */
const ofLabels: ReadonlySet<string> = new Set(["_security", "_tag"]);

/** Whether which rows the other sees could tell of fields that the viewer doesn't see: criteria ask any field, and consents those
 *  that say what kind of thing a row is. */
export function tellsOfHidden({ redaction }: Permit, { rows }: Permit): boolean {
  if (redaction === undefined || rows.kind === "every") return false;
  if (redaction.hidden.length === 0) {
    const criteria = rows.granted.flat().flatMap((one) => one.criteria);
    return (
      redaction.rules.some(({ access }) => access === "hidden") &&
      criteria.some(({ parameter }) => ofLabels.has(parameter))
    );
  }
  return rows.granted.length > 0 || redaction.hidden.some(saysWhatKind);
}

/** The other, with the viewer's hidden fields hidden too: what those call for would else be told by the rows that a label hides. */
export function seeingNoMore(other: Caller, { fieldRules = [] }: Caller): Caller {
  const hidden = fieldRules.filter(({ access }) => access === "hidden");
  return hidden.length === 0 ? other : { ...other, fieldRules: [...(other.fieldRules ?? []), ...hidden] };
}

/** The viewer's own read or search: the ledger has it as theirs. */
async function ownRows(
  chart: PolicyRoutesPorts["chart"],
  viewer: Caller,
  path: PreviewPath,
): Promise<{ readonly rows: readonly Row[]; readonly more: boolean }> {
  if (path.kind === "read") {
    const { value } = await chart.read(viewer, path);
    return { rows: [value], more: false };
  }
  const { value } = await chart.search(viewer, path.type, [...path.pairs, ["_count", String(mostCompared)]]);
  return { rows: value.matches, more: value.next !== undefined };
}

/** Those among these rows that the other finds at the same path. */
async function rowsAs(
  rehearsal: PolicyRoutesPorts["rehearsal"],
  other: Caller,
  path: PreviewPath,
  among: readonly Row[],
): Promise<ReadonlyMap<string, Row>> {
  if (among.length === 0) return new Map();
  if (path.kind === "search")
    return searchAmong(
      rehearsal,
      other,
      path,
      among.map(({ id }) => id),
    );
  try {
    const { value } = await rehearsal.read(other, path);
    return new Map([[value.id, value]]);
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      return new Map();
    throw error;
  }
}

export async function searchAmong(
  rehearsal: PolicyRoutesPorts["rehearsal"],
  other: Caller,
  { type, pairs }: { readonly type: ResourceType; readonly pairs: readonly (readonly [string, string])[] },
  ids: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>();
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const some = ids.slice(from, from + mostAtOnce);
    const asked = [...pairs, ["_id", some.join(",")], ["_count", String(some.length)]] as const;
    const { value } = await rehearsal.search(other, type, asked);
    for (const version of value.matches) found.set(version.id, version);
  }
  return found;
}

/** The row as the other sees it, without what is hidden from the viewer. */
function sharedView({ body }: Row, own: Permit): FhirResource {
  return redact(parseResourceText(body.toString()) as FhirResource, own);
}
