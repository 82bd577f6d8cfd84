export { holdRegister, isAsRegistered, missingFrom, noteRow, readRegister } from "./register.ts";
export type { Register, RegisterName, RegisteredRow } from "./register.ts";
export { registerItself, registeredTable } from "./registered-table.ts";
export type { RegisteredTable } from "./registered-table.ts";
export { registerVaultColumns } from "./sealed-register.ts";
