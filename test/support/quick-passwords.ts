import type { ArgonCost } from "../../src/foundation/crypto/index.ts";

/** Tests sign in thousands of times: a real hash each time would be a third of what they take. */
export const quickPasswords: ArgonCost = { memoryKib: 1024, passes: 1, lanes: 1 };
