import type { Queryable } from "../../../foundation/platform/database/index.ts";

export async function insertPasskeyChallenge(db: Queryable, hash: Buffer, until: number, now: number): Promise<void> {
  await db.query(
    `delete from wardbook.passkey_challenge where hash in (
       select hash from wardbook.passkey_challenge where until < $1 limit 20)`,
    [now],
  );
  await db.query("insert into wardbook.passkey_challenge (hash, until) values ($1, $2)", [hash, until]);
}

/** Uses a challenge up; false when it was, has lapsed, or was never given out for this. */
export async function spendPasskeyChallenge(db: Queryable, hash: Buffer, now: number): Promise<boolean> {
  const rows = await db.query<{ until: number }>(
    "delete from wardbook.passkey_challenge where hash = $1 returning until",
    [hash],
  );
  return rows[0] !== undefined && now < rows[0].until;
}
