import { type ResourceType, typeOfNumber } from "../../foundation/fhir/index.ts";
import type { LoadedKeys, TenantKeys } from "../keyring/index.ts";
import { unpackBody } from "./body.ts";
import type { Protection } from "./protection.ts";
import { RecordsError } from "./records-error.ts";
import type { RememberedBodies } from "./remembered-bodies.ts";
import type { VersionRow } from "./version-table.ts";
import type { OpenVersion } from "./version.ts";

const nothing = Buffer.alloc(0);

function open(
  keys: LoadedKeys,
  protection: Protection,
  row: VersionRow,
  remembered: RememberedBodies | undefined,
): OpenVersion {
  const type: ResourceType | undefined = typeOfNumber(row.type);
  if (type === undefined)
    throw new RecordsError("records/unknown-body-format", "the row's resource type is unknown to this program");
  const place = { tenant: keys.tenant, type, id: row.id, version: row.version, keyNo: row.key_no };
  const version = { type, id: row.id, version: row.version, position: row.position, deleted: row.deleted };
  let packed: Buffer;
  try {
    const key = keys.key(row.key_no);
    const known = row.deleted ? undefined : remembered?.find(keys.tenant, type, row);
    if (known !== undefined) return { ...version, patient: undefined, body: known };
    packed = protection.open(key, place, row.body);
  } catch (cause) {
    throw new RecordsError(
      "records/body-altered",
      "a stored version doesn't open: it was altered, moved, or its key is gone",
      { cause, path: `${type}/${row.id}/${row.version}` },
    );
  }
  const patient = keys.subjectOf(row.key_no);
  const body = row.deleted ? nothing : unpackBody(packed, { id: row.id, patient });
  const isOurs = !row.deleted && patient === undefined;
  return { ...version, patient, body: isOurs ? (remembered?.keep(keys.tenant, type, row, body) ?? body) : body };
}

/** Opens rows, fetching the keys they need together. @throws RecordsError `records/body-altered` */
export async function openRows(
  keys: TenantKeys,
  protection: Protection,
  rows: readonly VersionRow[],
  remembered?: RememberedBodies,
): Promise<OpenVersion[]> {
  const loaded = await keys.load(rows.map(({ key_no }) => key_no));
  return rows.map((row) => open(loaded, protection, row, remembered));
}
