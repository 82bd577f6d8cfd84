export { readOrMakeSecret } from "./secret-file.ts";
