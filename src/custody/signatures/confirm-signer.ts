import type { Secret } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Caller } from "../access/index.ts";

/** Uses what the signer showed for one signature, in the transaction that stores it. Throws when it was used meanwhile. */
export type SpendProof = (tx: Transaction) => Promise<void>;

/**
 * Returns once the caller has shown what their next signature takes: both components for the first of a session, one for each that
 * follows (21 CFR 11.200(a)(1)); throws otherwise. People of the demonstration have none to show.
 */
export type ConfirmSigner = (caller: Caller, password: Secret<string> | undefined) => Promise<SpendProof>;
