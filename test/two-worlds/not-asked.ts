/** Routes that aren't asked in two worlds, by why not: "GET /api/people". */
export const notAsked: readonly (readonly [why: string, ...routes: readonly RegExp[]])[] = [
  ["questions.ts and attempts.ts ask these themselves, in many more ways", /^[A-Z]+ \/fhir(?:\/\*)?$/],
  ["what the server is says nothing of records", /^GET \/fhir\/(?:metadata|\.well-known\/smart-configuration)$/],
  ["they stream; two-worlds/streams.db.test.ts listens to both worlds", /^GET \/api\/(?:messages\/)?live$/],
  [
    "accounts, sessions, programs, keys and rules: nothing of anybody's record is asked or answered",
    /^[A-Z]+ \/api\/(?:session|account|recovery|recoveries|people|roles|role-requests|clients|apps|federation|sessions)(?:\/|$)/,
    /^[A-Z]+ \/api\/(?:settings|keys|vendor-access|access-reviews|password-profiles)(?:\/|$)/,
    /^[A-Z]+ \/api\/policy\/(?:roles|choices|sensitivities)(?:\/|$)/,
    /^[A-Z]+ \/(?:oauth|\.well-known)\//,
  ],
  ["letterheads and layouts, of the house", /^[A-Z]+ \/api\/stationery(?:\/|$)/],
  ["words and lists of the program's own", /^GET \/api\/(?:break-glass\/reasons|proxies\/choices|rights\/laws)$/],
  [
    "the organisation's own letterhead and rules of keeping",
    /^[A-Z]+ \/api\/(?:rights\/letterhead|retention\/settings|stationery(?:\/[a-z]+)?)$/,
  ],
  [
    "before there is an organisation, and the demonstration's door",
    /^[A-Z]+ \/api\/(?:state|set-up|demonstration)(?:\/|$)/,
  ],
  [
    "how many entries a ledger has is public, and it has more where more is hidden (docs/leakage.md)",
    /^[A-Z]+ \/api\/ledger\//,
    /^GET \/log\//,
    /^GET \/signature-keys\//,
    /^GET \/api\/patients\/:patientId\/accesses\/proof$/,
  ],
  ["an emergency opens what is hidden: that is what it is for", /^POST \/api\/break-glass$/],
  ["holds are counted in each organisation", /^POST \/api\/retention\/holds\/:number\/lift$/],
  [
    "certificates are files of decisions that none of these callers reaches",
    /^GET \/api\/(?:erasures|retention\/appraisals)\/:id\/certificate\.:form$/,
  ],
  ["whoever imports writes what nobody shows them", /^[A-Z]+ \/api\/imports(?:\/|$)/],
  ["strangers; src/wire-public.db.test.ts asks them with and without patients", /^[A-Z]+ \/api\/public\//],
  ["a file's bytes, which say nothing of others'", /^POST \/api\/expenses\/receipts$/],
  ["the provider of payments signs what it sends", /^POST \/api\/payments\/notices\/stripe$/],
];

/** Why a route isn't asked; undefined where it has to be. */
export function whyNotAsked(route: string): string | undefined {
  return notAsked.find(([, ...routes]) => routes.some((rule) => rule.test(route)))?.[0];
}
