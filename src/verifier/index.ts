export { runVerifier } from "./wardbook-verify.ts";
