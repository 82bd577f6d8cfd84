import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { randomUuid } from "../../foundation/crypto/index.ts";
import type { Change, Changing } from "./change.ts";
import { sealNew } from "./seal-change.ts";
import { signaturesOf } from "./signatures-of.ts";
import { expectValid, isSigned } from "./writing.ts";

/** Makes what signs a version, of the version as it will be stored. */
export type MakeSignature = (record: FhirResource) => Promise<FhirResource>;

/**
 * The signature of a change, to be written with it. Whoever may write the record and has signed it needs no scope for that: the
 * signature stands for the record. @throws ChartError
 */
export async function prepareSignature(changing: Changing, signed: Change, make: MakeSignature): Promise<Change> {
  if (signed.resource === undefined) throw new TypeError("a deletion is not signed");
  const resource = await make(signed.resource);
  expectValid(resource, "Provenance");
  return sealNew(changing, {
    action: signed.action,
    permitted: { ...signed.permitted, rows: { kind: "every" }, obligations: [], redaction: undefined },
    type: "Provenance",
    id: randomUuid() as ResourceId,
    version: 1,
    resource,
    explained: signed.explained,
  });
}

/** Signatures of a record that was labelled get its labels: whoever mayn't see it mayn't learn either that somebody signed it. */
export async function prepareSignatureLabels(changing: Changing, { resource, ...signed }: Change): Promise<Change[]> {
  const { ports, caller } = changing;
  const { type, id } = signed.stored;
  if (resource === undefined || type === "Provenance" || !(isSigned(resource) || type === "Consent")) return [];
  const { security, tag } = resource.meta ?? {};
  const labels = JSON.stringify([security, tag]);
  const signatures = await signaturesOf(ports, caller.tenant, { type, id });
  const others = signatures.filter(
    ({ resource: { meta } }) => JSON.stringify([meta?.["security"], meta?.["tag"]]) !== labels,
  );
  return Promise.all(
    others.map(({ version, resource: signature }) =>
      sealNew(changing, {
        action: "update",
        permitted: { ...signed.permitted, rows: { kind: "every" }, obligations: [], redaction: undefined },
        type: version.type,
        id: version.id,
        version: version.version + 1,
        resource: { ...signature, meta: { ...signature.meta, security, tag } },
        explained: signed.explained,
        previous: signature,
      }),
    ),
  );
}
