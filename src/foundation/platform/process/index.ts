export { forbidCoreDumps } from "./core-dumps.ts";
