import type { Ledger } from "./custody/ledger/index.ts";
import type { Protection } from "./custody/records/index.ts";
import type { ArgonCost } from "./foundation/crypto/index.ts";

/** Parts that the bench and the tests put in place of the real ones: the one measures what custody costs against a build without it,
 *  the others sign in thousands of times. Nothing that an operator can set leads here. */
export interface Instead {
  readonly protection?: Protection;
  readonly ledger?: (ledger: Ledger) => Ledger;
  readonly passwordCost?: ArgonCost;
  /** Where one process alone has the keys: nobody else has to hear of them. */
  readonly settleMilliseconds?: number;
}
