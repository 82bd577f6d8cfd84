export * from "./administration.ts";
export * from "./common.ts";
export * from "./governance.ts";
export * from "./imports.ts";
export * from "./ledger.ts";
export * from "./notes.ts";
export * from "./session.ts";
