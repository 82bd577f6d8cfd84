import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import { type ResourceId, type TenantId, isUuid } from "../../foundation/kernel/index.ts";
import { type Ruled, RuleOvertaken } from "../../custody/chart/index.ts";
import { extensionIn, objectsIn, referenceIn, textIn } from "./json.ts";
import { lastNumber, takeNumber } from "./number-table.ts";
import type { PatientRulePorts } from "./ports.ts";
import { extensionUrl, identifierSystem, recordNumberType } from "./vocabulary.ts";

const usualPrefix = "P";
const leastDigits = 6;
const prefixPattern = /^[A-Z0-9]{1,8}$/;

/** How numbers of a branch begin: as its Location says, else "P". */
export function prefixOf(branch: FhirResource | undefined): string {
  const said =
    branch === undefined ? undefined : textIn(extensionIn(branch, extensionUrl.numberPrefix)?.["valueString"]);
  const prefix = said?.trim().toUpperCase() ?? "";
  return prefixPattern.test(prefix) ? prefix : usualPrefix;
}

/** "LR-000042" */
export function numberText(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(leastDigits, "0")}`;
}

function ownNumber(patient: FhirResource | undefined): JsonObject | undefined {
  return objectsIn(patient?.["identifier"]).find(({ system }) => system === identifierSystem.number);
}

function withIdentifiers(patient: FhirResource, identifier: readonly JsonObject[]): FhirResource {
  const { identifier: _replaced, ...rest } = patient;
  return identifier.length === 0 ? rest : { ...rest, identifier: [...identifier] };
}

/** The branch at which a patient was registered, as their record says. */
export function branchOfRegistration(patient: FhirResource): ResourceId | undefined {
  const [type, id] = referenceIn(extensionIn(patient, extensionUrl.registeredAt)?.["valueReference"])?.split("/") ?? [];
  return type === "Location" && id !== undefined && isUuid(id) ? (id as ResourceId) : undefined;
}

/** Several patients of one transaction are asked about before any is written: each next one reckons with those that were promised. */
interface Promised {
  readonly number: number;
  readonly at: number;
}
const promiseMilliseconds = 5_000;

/** Gives numbers to patients. */
export function patientNumbers(ports: PatientRulePorts) {
  const promised = new Map<string, Promised>();

  async function next(
    tenant: TenantId,
    prefix: string,
  ): Promise<Required<Pick<Ruled, "alongside">> & { value: string }> {
    const series = (await ports.blinding(tenant))(`patient-number|${prefix}`);
    const name = `${tenant}|${prefix}`;
    const last = await lastNumber(ports.db.tenant(tenant), tenant, series);
    const known = promised.get(name);
    const isFresh = known !== undefined && known.at > ports.now() - promiseMilliseconds;
    const number = Math.max(last, isFresh ? known.number : 0) + 1;
    promised.set(name, { number, at: ports.now() });
    return {
      value: numberText(prefix, number),
      async alongside(tx) {
        if (await takeNumber(tx, tenant, series, number)) return;
        promised.delete(name);
        throw new RuleOvertaken();
      },
    };
  }

  /** The patient with the number that is theirs; a first one where they are registered at a branch. Numbers of this series that others
   *  send are left out, and those that an import brings are kept as given elsewhere. */
  return async function numbered(
    tenant: TenantId,
    action: string,
    previous: FhirResource | undefined,
    patient: FhirResource,
  ): Promise<Ruled> {
    const known = ownNumber(previous);
    const identifiers = objectsIn(patient["identifier"]);
    const isOurs = ({ system }: JsonObject) => system === identifierSystem.number;
    const others = identifiers.flatMap((one) => {
      if (!isOurs(one)) return [one];
      return action === "import" && one["value"] !== known?.["value"]
        ? [{ ...one, system: identifierSystem.foreignNumber }]
        : [];
    });
    const stripped = known === undefined ? others : [known, ...others];
    const isSame = JSON.stringify(stripped) === JSON.stringify(identifiers);
    const branch = known === undefined && action !== "import" ? branchOfRegistration(patient) : undefined;
    const location = branch === undefined ? undefined : (await ports.directory(tenant, [branch])).get(branch);
    if (location?.resourceType !== "Location") return isSame ? {} : { resource: withIdentifiers(patient, stripped) };
    const { value, alongside } = await next(tenant, prefixOf(location));
    const given = { use: "usual", type: recordNumberType, system: identifierSystem.number, value };
    return { resource: withIdentifiers(patient, [given, ...stripped]), alongside };
  };
}
