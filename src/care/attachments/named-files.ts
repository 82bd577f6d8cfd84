import { type JsonObject, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import { type ResourceId, type TenantId, isUuid } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Ruled } from "../../custody/chart/index.ts";
import { against } from "./against.ts";

export interface FilePorts {
  /** Whose record this is, as the transaction sees it; undefined where there is none, or it says of nobody whose it is. */
  readonly ownerOf: (
    tx: Transaction,
    tenant: TenantId,
    record: { readonly type: string; readonly id: ResourceId },
  ) => Promise<ResourceId | undefined>;
}

/** The id of the file that an attachment is the address of. */
export function fileNamedBy(attachment: JsonObject | undefined): ResourceId | undefined {
  const [, id = ""] = /^Binary\/([0-9a-f-]{36})$/.exec(textIn(attachment?.["url"]) ?? "") ?? [];
  return isUuid(id) ? (id as ResourceId) : undefined;
}

export function filesNamedBy(attachments: JsonObject[string] | undefined): readonly ResourceId[] {
  return objectsIn(attachments).flatMap((one) => fileNamedBy(one) ?? []);
}

/** Work for the transaction: the files are there, and are the patient's. They may be made by the same request. */
export function expectOwn(
  { ownerOf }: FilePorts,
  tenant: TenantId,
  files: readonly ResourceId[],
  { patient, path }: { readonly patient: string | undefined; readonly path: string },
): NonNullable<Ruled["alongside"]> {
  return async (tx) => {
    for (const file of files)
      if (patient === undefined || (await ownerOf(tx, tenant, { type: "Binary", id: file })) !== patient)
        throw against(
          path,
          "there is no such file of this patient: send it along as a Binary whose securityContext names them",
        );
  };
}

/** A record of this house that another refers to, and where. */
export interface Link {
  readonly type: string;
  readonly id: string;
  readonly path: string;
}

/** Work for the transaction: these records are there, and are the same patient's. */
export function expectOwnLinks(
  { ownerOf }: FilePorts,
  tenant: TenantId,
  links: readonly Link[],
  patient: string | undefined,
): NonNullable<Ruled["alongside"]> {
  return async (tx) => {
    for (const { type, id, path } of links) {
      const owner = isUuid(id) ? await ownerOf(tx, tenant, { type, id: id as ResourceId }) : undefined;
      if (patient === undefined || owner !== patient) throw against(path, "there is no such record of this patient");
    }
  };
}
