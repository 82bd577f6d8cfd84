import { type JsonObject, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import { type ResourceId, type TenantId, isUuid } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Ruled } from "../../custody/chart/index.ts";
import { against } from "./against.ts";

export interface FilePorts {
  /** Whose file this is, as the transaction sees it; undefined where there is none, or it says of nobody whose it is. */
  readonly ownerOf: (tx: Transaction, tenant: TenantId, file: ResourceId) => Promise<ResourceId | undefined>;
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
      if (patient === undefined || (await ownerOf(tx, tenant, file)) !== patient)
        throw against(
          path,
          "there is no such file of this patient: send it along as a Binary whose securityContext names them",
        );
  };
}
