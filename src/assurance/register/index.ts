export { holdRegister, isAsRegistered, missingFrom, noteRow, readRegister } from "./register.ts";
export type { Register, RegisterName, RegisteredRow } from "./register.ts";
export { registerVaultColumns } from "./sealed-register.ts";
