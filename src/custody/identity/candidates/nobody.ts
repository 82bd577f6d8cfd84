import { parsePersonId } from "../../../foundation/kernel/index.ts";

/** Stands where a person would: so that a name that nobody bears takes the same path. */
export const nobody = parsePersonId("00000000-0000-0000-0000-000000000000");
