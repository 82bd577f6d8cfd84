import { type FhirResource, type JsonObject, isJsonObject, subjectPatientOf } from "../../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../../foundation/kernel/index.ts";
import type { ConsentProvision, ConsentRule } from "../../access/index.ts";
import { codingsOf } from "../json.ts";
import { type Compiling, compileProvision, verdictOf } from "./compile-provision.ts";
import { within } from "./within.ts";
import type { Verdict } from "./conditions.ts";
import type { ConsentFault, ConsentFaultCode } from "./fault.ts";
import { actCode, basePolicies, consentScopeSystem, generalPurposes } from "./known-codes.ts";

/** What a Consent means for decisions. */
export interface CompiledConsent {
  readonly patient: ResourceId | undefined;
  /** Empty: it says nothing about who may see records. */
  readonly rules: readonly ConsentRule[];
  readonly faults: readonly ConsentFault[];
}

const nothing: CompiledConsent = { patient: undefined, rules: [], faults: [] };

/**
 * Compiles an active FHIR R4 Consent. Source: http://hl7.org/fhir/R4/consent.html
 *
 * - `policyRule` (OPTIN, OPTOUT) says what holds where no provision speaks; without one the roles do. R4 gives the root provision
 *   no type of its own; where somebody wrote one, it is taken at its word.
 * - Each nested provision is an exception to the one around it; the innermost that applies decides.
 * - An advance directive or a consent to a treatment (scope adr, treatment) is none about records. A research consent speaks of
 *   research only, unless it names purposes.
 * @param timeZone whose days the days in it are: the organisation's
 */
export function compileConsent(consent: FhirResource, timeZone: string): CompiledConsent {
  if (consent["status"] !== "active") return nothing;
  const scope = scopeOf(consent);
  if (scope === "treatment") return nothing;
  const faults: ConsentFault[] = [];
  const note = (code: ConsentFaultCode, path: string) => faults.push({ code, path });
  const patient = subjectPatientOf(consent);
  if (patient === undefined || !isUuid(patient)) {
    note("consent/no-patient", "Consent.patient");
    return { patient: undefined, rules: [], faults };
  }
  if (scope === undefined) note("consent/unknown-scope", "Consent.scope");
  const base = baseOf(consent);
  if (base === "unknown") note("consent/unknown-policy", "Consent.policyRule");
  const modified = consent["modifierExtension"] !== undefined || consent["implicitRules"] !== undefined;
  if (modified) note("consent/modified", "Consent");

  const report = (fault: ConsentFault) => void faults.push(fault);
  const provisions = modified
    ? [{ type: "deny", exceptions: [] } as const]
    : provisionsOf(consent, base === "unknown" ? undefined : base, { report, timeZone });
  const meant = scope === "research" ? provisions.map(forResearch) : provisions.flatMap(exceptForResearch);
  const source = `Consent/${String(consent.id)}`;
  return { patient: patient as ResourceId, rules: meant.map((provision) => ({ source, provision })), faults };
}

function provisionsOf(
  consent: FhirResource,
  base: Verdict | undefined,
  compiling: Compiling,
): readonly ConsentProvision[] {
  const root = consent["provision"];
  if (!isJsonObject(root)) return base === undefined ? [] : [{ type: base, exceptions: [] }];
  const own = verdictOf(root);
  const compiled = compileProvision(compiling, root, "Consent.provision", own ?? base ?? "permit");
  if (base === undefined) return own === undefined ? compiled.flatMap(withoutRoot) : compiled;
  if (own !== undefined && own !== base) return [{ type: base, exceptions: compiled }];
  const [first] = compiled;
  if (first === undefined || first.type !== base || !isNarrowed(root)) return compiled;
  // The base policy holds for everything; what narrows the root narrows its exceptions. Its period is the consent's own.
  return [{ type: base, period: first.period, exceptions: compiled }];
}

/** A root that neither permits nor denies leaves to the roles what its exceptions don't speak of: they stand for themselves, within
 *  what narrows the root. One that was not understood has become a denial. */
function withoutRoot(root: ConsentProvision): readonly ConsentProvision[] {
  return root.type === "deny" ? [root] : root.exceptions.map((exception) => within(root, exception));
}

function isNarrowed(root: JsonObject): boolean {
  return Object.keys(root).some((element) => narrowing.has(element));
}

const narrowing: ReadonlySet<string> = new Set([
  "actor",
  "action",
  "securityLabel",
  "purpose",
  "class",
  "code",
  "data",
  "dataPeriod",
]);

/** Research needs to be named: whoever opts in to sharing has not agreed to it. What permits it by name inside stands for itself, and so does what
 *  denies inside: it keeps out for every purpose, also where another consent permits research. */
function exceptForResearch(provision: ConsentProvision): readonly ConsentProvision[] {
  const { exceptions } = provision;
  const hidden = provision.type === "permit" && provision.purposes === undefined;
  const named = exceptions.some(({ type, purposes }) => type === "permit" && purposes?.includes("HRESCH") === true);
  const hoisted = hidden
    ? exceptions.filter(({ type, purposes }) => type === "deny" || (named && purposes?.includes("HRESCH")))
    : [];
  return [general(provision), ...hoisted.map((exception) => general(within(provision, exception)))];
}

function general(provision: ConsentProvision): ConsentProvision {
  if (provision.purposes !== undefined) return provision;
  const exceptions = provision.exceptions.map(general);
  return provision.type === "permit"
    ? { ...provision, purposes: generalPurposes, exceptions }
    : { ...provision, exceptions };
}

function forResearch(provision: ConsentProvision): ConsentProvision {
  return provision.purposes === undefined ? { ...provision, purposes: ["HRESCH"] } : provision;
}

type Scope = "privacy" | "research" | "treatment";

/** Source: FHIR R4 CodeSystem consentscope. Undefined: not one we know. */
function scopeOf(consent: FhirResource): Scope | undefined {
  for (const { system, code } of codingsOf(consent["scope"])) {
    if (system !== consentScopeSystem) continue;
    if (code === "patient-privacy") return "privacy";
    if (code === "research") return "research";
    if (code === "treatment" || code === "adr") return "treatment";
  }
  return undefined;
}

function baseOf(consent: FhirResource): Verdict | undefined | "unknown" {
  const rule = consent["policyRule"];
  if (rule === undefined) return undefined;
  for (const { system, code } of codingsOf(rule)) {
    const base = system === actCode && code !== undefined ? basePolicies[code] : undefined;
    if (base !== undefined) return base;
  }
  return "unknown";
}
