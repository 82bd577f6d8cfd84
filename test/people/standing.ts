import type { Standing } from "../../src/custody/access/index.ts";

const none = () => [];

/** What is known about patients: nothing, unless it is said. */
export function aStanding(known: Partial<Standing> = {}): Standing {
  return {
    relationsTo: none,
    relatedPatients: none,
    consentsOf: none,
    breakGlassOn: () => undefined,
    brokenGlass: none,
    facilitiesOf: none,
    ...known,
  };
}
