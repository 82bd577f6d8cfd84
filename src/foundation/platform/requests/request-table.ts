import type { TenantId } from "../../kernel/index.ts";
import type { Queryable } from "../database/index.ts";

/** What was asked for, by keyed hashes: what is sent again is known, for some days. */
export interface RequestTable {
  /** @param day days since 1970 @returns false where it was noted before */
  note(tx: Queryable, tenant: TenantId, request: Buffer, day: number): Promise<boolean>;
  isNoted(db: Queryable, tenant: TenantId, request: Buffer): Promise<boolean>;
  /** Lets go of what was noted before a day. */
  forgetBefore(db: Queryable, tenant: TenantId, day: number): Promise<void>;
}

export function requestTable(table: "calendar_request" | "public_request"): RequestTable {
  const note = `insert into wardbook.${table} (tenant, request, day) values ($1, $2, $3)
     on conflict (tenant, request) do nothing returning 1`;
  const find = `select 1 from wardbook.${table} where tenant = $1 and request = $2`;
  const forget = `delete from wardbook.${table} where tenant = $1 and day < $2`;
  return {
    async note(tx, tenant, request, day) {
      return (await tx.query(note, [tenant, request, day], `note-${table}`)).length === 1;
    },
    async isNoted(db, tenant, request) {
      return (await db.query(find, [tenant, request], `find-${table}`)).length === 1;
    },
    async forgetBefore(db, tenant, day) {
      await db.query(forget, [tenant, day], `forget-${table}`);
    },
  };
}
