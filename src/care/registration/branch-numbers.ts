import {
  type FhirResource,
  type JsonObject,
  parseStoredText,
  extensionIn,
  objectsIn,
  referenceIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import { numberText, prefixOf } from "./patient-number.ts";
import type { RegistrationPorts } from "./ports.ts";
import { RegistrationError } from "./registration-error.ts";
import { extensionUrl } from "./vocabulary.ts";

/** How the patients of a branch are numbered. */
export interface BranchNumber {
  readonly id: ResourceId;
  readonly version: number;
  readonly name: string;
  readonly prefix: string;
  /** Whether it has a prefix of its own. */
  readonly isOwn: boolean;
  /** What the next patient gets who is registered there. */
  readonly next: string;
  /** Other branches that take numbers of the same series. */
  readonly sharedWith: readonly string[];
}

type Ports = Pick<RegistrationPorts, "chart" | "lastOf">;
const mostBranches = 500;

/** Every branch that the caller sees, by name. A location within another is a room of it. @throws ChartError */
export async function readBranchNumbers(ports: Ports, caller: Caller): Promise<readonly BranchNumber[]> {
  const { value } = await ports.chart.search(caller, "Location", [["_count", String(mostBranches)]]);
  const branches = value.matches
    .map(({ id, version, body }) => ({ id, version, resource: parseStoredText(body.toString()) as FhirResource }))
    .filter(({ resource }) => referenceIn(resource["partOf"]) === undefined && resource["status"] !== "inactive")
    .map(({ id, version, resource }) => ({
      id,
      version,
      name: textIn(resource["name"]) ?? "",
      prefix: prefixOf(resource),
      isOwn: extensionIn(resource, extensionUrl.numberPrefix) !== undefined,
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const last = new Map<string, number>();
  for (const { prefix } of branches) if (!last.has(prefix)) last.set(prefix, await ports.lastOf(caller.tenant, prefix));
  return branches.map((one) => ({
    ...one,
    next: numberText(one.prefix, (last.get(one.prefix) ?? 0) + 1),
    sharedWith: branches.flatMap(({ id, prefix, name }) => (id !== one.id && prefix === one.prefix ? [name] : [])),
  }));
}

function withPrefix(branch: FhirResource, prefix: string | undefined): FhirResource {
  const { extension, ...rest } = branch;
  const others = objectsIn(extension).filter(({ url }) => url !== extensionUrl.numberPrefix);
  const own: JsonObject[] = prefix === undefined ? [] : [{ url: extensionUrl.numberPrefix, valueString: prefix }];
  const all = [...others, ...own];
  return all.length === 0 ? rest : { ...rest, extension: all };
}

/** Has a branch's numbers begin so from now on; without a prefix as those of branches that have none. @throws RegistrationError, ChartError */
export async function setBranchPrefix(
  { chart }: Ports,
  caller: Caller,
  { id, version, prefix }: { readonly id: ResourceId; readonly version: number; readonly prefix: string | undefined },
): Promise<void> {
  const target = { type: "Location", id } as const;
  try {
    const { value } = await chart.read(caller, target);
    const branch = parseStoredText(value.body.toString()) as FhirResource;
    if (referenceIn(branch["partOf"]) !== undefined) throw unknownBranch();
    await chart.update(caller, target, withPrefix(branch, prefix), version);
  } catch (error) {
    if (!(error instanceof ChartError)) throw error;
    if (error.code === "chart/not-found" || error.code === "chart/deleted") throw unknownBranch();
    if (error.code === "chart/precondition-failed" || error.code === "chart/version-conflict")
      throw new RegistrationError("registration/changed-meanwhile", "somebody changed this branch: look again", {
        cause: error,
      });
    throw error;
  }
}

function unknownBranch(): RegistrationError {
  return new RegistrationError("registration/unknown-branch", "there is no such branch that you may see");
}
