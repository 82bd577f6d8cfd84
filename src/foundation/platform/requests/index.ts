export { requestTable } from "./request-table.ts";
export type { RequestTable } from "./request-table.ts";
