export { boolArray, byteaArray, int2Array, int4Array, int8Array, int8ArrayOfBytes, uuidArray } from "./binary-array.ts";
export { openDatabase } from "./database.ts";
export type { ConnectionSettings, Database, PinnedConnection, Queryable, Transaction } from "./database.ts";
export { DatabaseError } from "./database-error.ts";
export type { DatabaseErrorCode } from "./database-error.ts";
export { migrate } from "./migrate.ts";
export { isApplicationRoleAnothers } from "./roles-table.ts";
