import type { ResourceType } from "../../foundation/fhir/index.ts";
import { addressedType, addressesOf } from "./addressed.ts";
import type { Asking } from "./consent-decision.ts";
import type { ConsentAction } from "./consent-rule.ts";
import type { DenyReason } from "./deny-reason.ts";
import { type Facts, type Sensitivity, throughApp } from "./facts.ts";
import { type Granting, granting } from "./granting.ts";
import type { Interaction } from "./interaction.ts";
import type { Purpose } from "./purpose.ts";
import { needsConsent, purposeNeeds, purposeNeedsWithin } from "./purpose-reach.ts";
import { type Redaction, redactionOf } from "./redaction.ts";
import { asRole } from "./roles.ts";
import { everyRow } from "./row-predicate.ts";
import type { RowPredicate } from "./row-predicate.ts";
import type { Scope, ScopeLevel } from "./scope.ts";

export interface AccessRequest {
  readonly interaction: Interaction;
  readonly type: ResourceType;
  /** Milliseconds since 1970: relations, consents and emergencies hold for a while. */
  readonly at: number;
  /** What consents call it, when the interaction doesn't say: an export is a `disclose`. */
  readonly action?: ConsentAction | undefined;
}

/**
 * What the permit asks of whoever carries it out.
 * `new-version-matches`: what is written must itself meet the row predicate, else a narrow scope could write outside it.
 * `keep-fields`: what the caller doesn't see stays as it was, and what is read-only doesn't change.
 */
export type Obligation = "new-version-matches" | "keep-fields";

export type Decision =
  | {
      readonly kind: "permit";
      readonly rows: RowPredicate;
      /** The sentence that the ledger keeps and the patient reads: why this was allowed. `reasonFor` adds what ties to a patient. */
      readonly reason: string;
      readonly obligations: readonly Obligation[];
      /** What to take out of each row before anything looks at it: output, filters, sorting, includes. */
      readonly redaction: Redaction | undefined;
    }
  | { readonly kind: "deny"; readonly reason: DenyReason };

// A person acts through user/ scopes, a client on its own behalf through system/ scopes; patient/ scopes count for either when a
// patient is in context, and only for that patient.
const noLevels: readonly ScopeLevel[] = [];
const alone = { user: ["user"], system: ["system"] } as const satisfies Record<string, readonly ScopeLevel[]>;
const withPatient = {
  user: ["user", "patient"],
  system: ["system", "patient"],
} as const satisfies Record<string, readonly ScopeLevel[]>;
const levelOf = { person: "user", client: "system", system: undefined } as const;

/** Whether and on which rows the caller may do this. Pure; what no scope grants is denied. */
export function decide(request: AccessRequest, facts: Facts): Decision {
  const { interaction, type } = request;
  const level = levelOf[facts.kind];
  const levels = level === undefined ? noLevels : (facts.patient === undefined ? alone : withPatient)[level];
  const { purpose, purposes } = facts;
  // What somebody approved one by one is what the purpose needs; the rest of the scopes isn't reached for it.
  const isNeeded = purpose === undefined || purposeNeeds(purpose, type);
  const all = granting(facts.scopes, levels, interaction, type);
  if (isEmpty(all)) return { kind: "deny", reason: denial(all) };
  const own = isNeeded ? all : granting(neededAlone(facts, type), levels, interaction, type);
  const ofApp = facts.app && granting(facts.app.scopes, levels, interaction, type);
  if (ofApp !== undefined && isEmpty(ofApp)) return { kind: "deny", reason: "access/app-not-granted" };
  if (purpose !== undefined && purposes?.includes(purpose) === false)
    return { kind: "deny", reason: "access/purpose-not-granted" };
  if (isEmpty(own)) return { kind: "deny", reason: "access/type-not-for-purpose" };
  const redaction = redactionOf(facts.fieldRules, type);
  const rows = rowsOf(request, facts, [own, ...(ofApp === undefined ? [] : [ofApp])], redaction);
  return {
    kind: "permit",
    rows,
    reason: explain(facts, own.text),
    obligations: obligations(interaction, rows, redaction),
    redaction,
  };
}

const noScopes: readonly Scope[] = [];

/** What of the scopes stays where the purpose doesn't need the kind: what was approved, and what is needed of it all the same. */
function neededAlone({ scopes, approved = noScopes, purpose }: Facts, type: ResourceType): readonly Scope[] {
  const within =
    purpose === undefined
      ? noScopes
      : scopes.filter((scope) => scope.type === type && purposeNeedsWithin(purpose, scope));
  return within.length === 0 ? approved : [...approved, ...within];
}

function isEmpty({ alternatives }: Granting): boolean {
  return alternatives?.length === 0;
}

function denial({ any, ofType }: Granting): DenyReason {
  if (!any) return "access/no-scopes";
  return ofType ? "access/interaction-not-granted" : "access/type-not-granted";
}

function rowsOf(
  request: AccessRequest,
  facts: Facts,
  granted: readonly Granting[],
  redaction: Redaction | undefined,
): RowPredicate {
  const { reach = "organisation", patient, facilities, clearances, standing, purpose = "TREAT" } = facts;
  const limiting = granted.flatMap(({ alternatives }) => (alternatives === undefined ? [] : [alternatives]));
  const consentNeeded = needsConsent(purpose);
  const isFree =
    request.type !== addressedType &&
    limiting.length === 0 &&
    reach === "organisation" &&
    facilities === undefined &&
    clearances === undefined &&
    standing === undefined &&
    !consentNeeded;
  if (isFree) return everyRow;
  return {
    kind: "rows",
    type: request.type,
    granted: limiting,
    reach,
    patient,
    facilities,
    clearances: clearances && setOf(clearances),
    standing,
    redaction,
    asking: askingOf(request, facts),
    addresses: addressesOf(facts),
    takesCopy: facts.takesCopy === true && reach === "patient",
    consentNeeded,
  };
}

// Who changes a row sees it, so both must be allowed.
const writing: readonly ConsentAction[] = ["access", "correct"];
const reading: readonly ConsentAction[] = ["access"];
const disclosing: readonly ConsentAction[] = ["access", "disclose"];

function askingOf({ interaction, at, action }: AccessRequest, facts: Facts): Asking {
  const isWrite = interaction === "create" || interaction === "update" || interaction === "delete";
  return {
    references: facts.references === undefined ? nobody : setOf(facts.references),
    role: facts.role,
    purpose: purposeAsked(facts),
    actions: action === "disclose" ? disclosing : isWrite || action === "correct" ? writing : reading,
    at,
  };
}

/** A person's emergency is a broken glass, reviewed, and then consents aren't asked. Saying so is none: what a patient allows in
 *  emergencies alone doesn't open to whoever picks that purpose. */
function purposeAsked({ kind, purpose = "TREAT" }: Facts): Purpose {
  return kind === "person" && purpose === "ETREAT" ? "TREAT" : purpose;
}

const nobody: ReadonlySet<string> = new Set();
const sets = new WeakMap<readonly string[], ReadonlySet<Sensitivity>>();

function setOf(list: readonly string[]): ReadonlySet<string> {
  const known = sets.get(list);
  if (known !== undefined) return known;
  const made = new Set(list);
  sets.set(list, made);
  return made;
}

function explain(facts: Facts, scopes: string): string {
  const role = facts.kind === "person" ? asRole(facts) : undefined;
  const through = throughApp(facts);
  if (role !== undefined) return role + through;
  return facts.kind === "person" ? `with ${scopes}${through}` : `client '${facts.name}' with ${scopes}`;
}

const none: readonly Obligation[] = [];
const matching: readonly Obligation[] = ["new-version-matches"];
const keeping: readonly Obligation[] = ["keep-fields"];
const both: readonly Obligation[] = ["new-version-matches", "keep-fields"];

function obligations(
  interaction: Interaction,
  rows: RowPredicate,
  redaction: Redaction | undefined,
): readonly Obligation[] {
  if (interaction !== "create" && interaction !== "update") return none;
  if (redaction === undefined) return rows.kind === "rows" ? matching : none;
  return rows.kind === "rows" ? both : keeping;
}
