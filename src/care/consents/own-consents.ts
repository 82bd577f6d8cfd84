import { type Caller, type ConsentProvision, parseScope } from "../../custody/access/index.ts";
import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { ConsentSignatures } from "./consent-signatures.ts";
import { ConsentsError } from "./consents-error.ts";
import { isOver } from "./is-over.ts";
import { ownRecordOf } from "./own-record.ts";
import type { ConsentsPorts } from "./ports.ts";

/** Each is asked for every row of the record. */
const mostInForce = 50;

/** Nothing else belongs into what a patient writes. */
const elements: ReadonlySet<string> = new Set([
  "resourceType",
  "status",
  "scope",
  "category",
  "patient",
  "dateTime",
  "performer",
  "policyRule",
  "provision",
]);

/**
 * What patients write by themselves keeps somebody out of their own record, and nothing else. It is asked of the code that decides by it,
 * so what isn't understood is refused too.
 * @throws ConsentsError `consents/unknown` for anybody else's record, `consents/not-a-denial`, `consents/over`, `consents/too-many`
 */
export function expectOwnDenial(
  { meaningOf, now }: Pick<ConsentsPorts, "meaningOf" | "now">,
  caller: Caller,
  consent: FhirResource,
): void {
  const own = ownRecordOf(caller);
  const { patient, rules, faults } = meaningOf(consent);
  if (own === undefined || patient !== own) throw unknownRecord();
  const [rule, ...hoisted] = rules;
  const isPlain =
    Object.keys(consent).every((element) => elements.has(element)) && isGivenBy(own, consent["performer"]);
  if (
    !isPlain ||
    faults.length > 0 ||
    rule === undefined ||
    !onlyDenies(rule.provision) ||
    !hoisted.every(({ provision }) => deniesSomebody(provision))
  )
    throw new ConsentsError("consents/not-a-denial", "by yourself you can keep somebody out, and nothing else");
  const at = now();
  if (isOver(rule.provision, at))
    throw new ConsentsError("consents/over", "this would be over already: choose a later day, or none");
  const standing = caller.standing?.consentsOf(own).filter(({ provision }) => !isOver(provision, at));
  const inForce = new Set(standing?.map(({ source }) => source));
  if (inForce.size >= mostInForce)
    throw new ConsentsError("consents/too-many", "so many decisions hold already: take some back first");
}

function isGivenBy(patient: ResourceId, performers: JsonValue | undefined): boolean {
  const [first, ...more] = isJsonArray(performers) ? performers : [];
  return more.length === 0 && isJsonObject(first) && first["reference"] === `Patient/${patient}`;
}

/** The roles hold, and each exception to them names whom it denies. */
function onlyDenies({ type, exceptions, actors, roles }: ConsentProvision): boolean {
  const isBase = type === "permit" && actors === undefined && roles === undefined;
  return isBase && exceptions.length > 0 && exceptions.every(deniesSomebody);
}

function deniesSomebody({ type, exceptions, actors, roles }: ConsentProvision): boolean {
  return type === "deny" && exceptions.length === 0 && (actors !== undefined || roles !== undefined);
}

/** Whether what holds is what the patient wrote and signed: nobody else has signed anything of it, or changed it since. */
export function isOwnDecision({ state, signatures }: ConsentSignatures): boolean {
  const valid = signatures.filter((one) => one.kind === "valid");
  return (
    state === "holds" &&
    valid.every(({ act, manifest }) => act === "recorded" && manifest.meaning === "authorship") &&
    valid.length > 0
  );
}

const ofConsents = [parseScope("patient/Consent.cru")];

/** The patient, for the one act that was judged here: their role gives them no consent to write. */
export function asWriter(caller: Caller): Caller {
  return { ...caller, scopes: ofConsents, permissions: new Set(["consents.manage"]) };
}

/** Another's record is answered as one that isn't there. */
export function unknownRecord(): ConsentsError {
  return new ConsentsError("consents/unknown", "there is no such record of your own");
}
