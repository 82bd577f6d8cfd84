import type { Caller } from "../../custody/access/index.ts";
import { type Alike, findAlike } from "./find-alike.ts";
import type { Newcomer } from "./likeness.ts";
import type { RegistrationPorts } from "./ports.ts";

/** The desk's work of registering people. Everything goes through the chart as the caller: what they don't see isn't there.
 *  Every method throws ChartError. */
export interface Registration {
  /** Records that look like somebody, the likeliest first. */
  alike(caller: Caller, newcomer: Newcomer): Promise<readonly Alike[]>;
}

export function openRegistration(ports: RegistrationPorts): Registration {
  return {
    alike: (caller, newcomer) => findAlike(ports, caller, newcomer),
  };
}
