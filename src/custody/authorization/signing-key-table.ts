import type { Queryable } from "../../foundation/platform/database/index.ts";

export interface SigningKeyRow {
  readonly kid: string;
  readonly made_at: number;
  readonly signs_from: number;
  readonly retired_at: number | null;
  readonly sealed: Buffer;
}

/** Newest first. */
export function readSigningKeys(installation: Queryable): Promise<SigningKeyRow[]> {
  return installation.query(
    "select kid, made_at, signs_from, retired_at, sealed from wardbook.oauth_signing_key order by signs_from desc, kid",
  );
}

export async function insertSigningKey(installation: Queryable, row: Omit<SigningKeyRow, "retired_at">): Promise<void> {
  await installation.query(
    "insert into wardbook.oauth_signing_key (kid, made_at, signs_from, sealed) values ($1, $2, $3, $4)",
    [row.kid, row.made_at, row.signs_from, row.sealed],
  );
}

export async function retireSigningKeys(installation: Queryable, but: string, at: number): Promise<void> {
  await installation.query(
    "update wardbook.oauth_signing_key set retired_at = $2 where kid <> $1 and retired_at is null",
    [but, at],
  );
}

export async function deleteSigningKeys(installation: Queryable, retiredBefore: number): Promise<void> {
  await installation.query("delete from wardbook.oauth_signing_key where retired_at < $1", [retiredBefore]);
}

/** A statement of the schema's owner. Only where it is still sealed as it was. */
export async function replaceSealed(
  owner: Queryable,
  kid: string,
  { old, sealed }: { readonly old: Buffer; readonly sealed: Buffer },
): Promise<void> {
  await owner.query("update wardbook.oauth_signing_key set sealed = $3 where kid = $1 and sealed = $2", [
    kid,
    old,
    sealed,
  ]);
}
