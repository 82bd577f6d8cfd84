export { clauses } from "./clauses.ts";
export { part11Page } from "./page.ts";
