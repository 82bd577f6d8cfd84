import { apps } from "./apps.ts";
import { calendar } from "./calendar.ts";
import { duties } from "./duties.ts";
import { exceptions } from "./exceptions.ts";
import { letters } from "./letters.ts";
import { messages } from "./messages.ts";
import { money } from "./money.ts";
import type { OddIds, OddRoute } from "./odd-route.ts";
import { notes } from "./notes.ts";
import { outside } from "./outside.ts";
import { people } from "./people.ts";
import { policy } from "./policy.ts";
import { registration } from "./registration.ts";
import { signingIn } from "./signing-in.ts";
import { spending } from "./spending.ts";
import { stationery } from "./stationery.ts";

export type { OddIds, OddRoute } from "./odd-route.ts";

/** Every route that takes something, with what nobody would send it. */
export function oddRoutes(ids: OddIds): readonly OddRoute[] {
  return [
    people,
    signingIn,
    exceptions,
    policy,
    apps,
    duties,
    calendar,
    letters,
    messages,
    notes,
    registration,
    outside,
    money,
    spending,
    stationery,
  ].flatMap((routesOf) => routesOf(ids));
}

/** Routes that are sent nothing odd here, by why not. */
export const notSent: readonly (readonly [why: string, route: RegExp])[] = [
  ["malformed-requests.db.test.ts sends bundles and resources", /^[A-Z]+ \/fhir(?:\/\*)?$/],
  ["forms, which test/oauth sends", /^POST \/oauth\/(?:token|introspect|revoke)$/],
  ["it ends what everything else is sent with", /^DELETE \/api\/(?:session|account\/sessions)$/],
  [
    "of the sessions that make these requests; src/surface/http/identity tests them",
    /^POST \/api\/session\/(?:step-up\/options|passkey\/enrol)$/,
  ],
  ["it takes nothing, and gives new secrets", /^POST \/api\/account\/recovery-codes$/],
  [
    "before there is an organisation, and the demonstration's door",
    /^POST \/api\/(?:set-up|demonstration(?:\/session)?)$/,
  ],
  [
    "whose own record it is alone: edge-bodies and the tests beside the code",
    /^POST \/api\/(?:patients\/:id\/(?:own-consents|seen-by-party)|rights\/mine|proxies\/(?:of-me|mine)\/)/,
  ],
  ["work that takes nothing, and long", /^POST \/api\/(?:retention\/plan|ledger\/verify|keys\/rotations)$/],
  ["rules for keys", /^PUT \/api\/keys\/policy$/],
  ["files, which src/surface/http/imports sends", /^[A-Z]+ \/api\/imports(?:\/:id)?$/],
];
