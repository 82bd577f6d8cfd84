export { serveWitness } from "./serve-witness.ts";
export type { ServedWitness, ServeWitnessOptions } from "./serve-witness.ts";
export { witnessHome } from "./witness-home.ts";
export type { WitnessHome } from "./witness-home.ts";
