/** A request that no well-behaved client sends. */
export interface RawRequest {
  readonly name: string;
  readonly method: string;
  /** True when any 2xx answer would be wrong. */
  readonly mustFail: boolean;
  /** @param host as the Host header has it */
  bytes(token: string, host: string): Buffer;
}

type Random = () => number;

/** Mulberry32: small, seeded, good enough to choose with. */
function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const canary = "Zebedee-Canary";
const id = "0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5";

const valid = {
  resourceType: "Patient",
  active: true,
  name: [{ family: canary, given: ["Ada"] }],
  gender: "female",
  birthDate: "1980-02-29",
  contact: [{ name: { family: "Other" }, telecom: [{ system: "phone", value: "020 7946 0000", rank: 1 }] }],
  extension: [{ url: "urn:example", valueDecimal: 1.5 }],
};

const nasty: readonly unknown[] = [
  null,
  "",
  " ",
  0,
  -1,
  1e308,
  true,
  [],
  {},
  [[]],
  [null],
  [{}],
  { a: { b: { c: {} } } },
  "\u0000",
  "\ud800",
  "a".repeat(70_000),
  canary,
  { resourceType: "Patient" },
  "2026-02-30",
  "99999999999",
  { reference: "../../etc/passwd" },
  { reference: 5 },
  "<script>1</script>",
];

const methods = [
  "GET",
  "POST",
  "PUT",
  "DELETE",
  "PATCH",
  "HEAD",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "LOCK",
  "SEARCH",
  "QUERY",
  "BREW",
  "get",
];
const types = [
  "Patient",
  "Observation",
  "patient",
  "Nonsense",
  "Bundle",
  "%50atient",
  "Pati%ff",
  "..",
  ".",
  "",
  "$everything",
  "_history",
  "_search",
  "constructor",
  "__proto__",
];
const ids = [
  id,
  "1",
  "a b",
  "%00",
  "%ff",
  "..%2f..",
  "x".repeat(5_000),
  "_search",
  "$validate",
  "_history",
  "toString",
  id.toUpperCase(),
];
const parameters = [
  "name",
  "name:exact",
  "name:contains",
  "name:missing",
  "name:nonsense",
  "birthdate",
  "_count",
  "_sort",
  "_id",
  "_lastUpdated",
  "_include",
  "_revinclude",
  "_total",
  "_summary",
  "_elements",
  "_cursor",
  "_format",
  "identifier",
  "organization",
  "organization.name",
  "_has:Observation:patient:code",
  "nonsense",
  "__proto__",
  "constructor",
  "",
  "%",
  "%ff",
  "a".repeat(3_000),
];
const values = [
  "",
  "a",
  ",",
  "|",
  "||",
  "\\",
  "a\\",
  "%",
  "%zz",
  "%ff%fe",
  "%00",
  "ge2020-13-45",
  "gt",
  "eq2020",
  "-1",
  "0",
  "1e9",
  "999999999999999999999",
  "Patient",
  "Patient:organization",
  "*",
  "Patient:*",
  "Observation:patient:Patient:x",
  "true",
  "x".repeat(5_000),
  ",".repeat(3_000),
  "$",
  "name",
  "-",
  "--",
  "%22%27;drop table",
  "🩺".repeat(200),
  "..",
  "{}",
  canary,
];
const headers: readonly (readonly [string, string])[] = [
  ["content-type", "text/plain"],
  ["content-type", "application/xml"],
  ["content-type", ""],
  ["content-type", "application/fhir+json; charset=utf-16"],
  ["content-type", "multipart/form-data"],
  ["if-match", "3"],
  ["if-match", 'W/"x"'],
  ["if-match", 'W/"99999999999999"'],
  ["if-match", "*"],
  ["if-none-exist", "%%%"],
  ["if-none-exist", "nonsense=1"],
  ["if-none-exist", ""],
  ["if-none-match", "\u00ff"],
  ["accept", "application/xml"],
  ["accept", "x".repeat(3_000)],
  ["prefer", "return=everything"],
  ["content-length", "-1"],
  ["content-length", "abc"],
  ["transfer-encoding", "gzip"],
  ["authorization", "Bearer x"],
  ["authorization", "Basic !!!"],
  ["authorization", ""],
  ["cookie", "__Host-wardbook=%%%"],
  ["x-forwarded-for", "1.2.3.4"],
  ["host", "evil.example"],
  ["host", ""],
  ["x-very-long", "y".repeat(20_000)],
  ["expect", "100-continue"],
  ["upgrade", "websocket"],
  ["content-encoding", "gzip"],
  ["range", "bytes=0-1"],
  ["x-http-method-override", "DELETE"],
];
const brokenTexts = [
  "",
  "{",
  "[",
  "nul",
  '{"resourceType":"Patient"',
  '{"resourceType":"Patient",}',
  '{"resourceType":"Patient"}{"a":1}',
  "\u0000",
  "<Patient/>",
  '{"resourceType":"Patient","active":NaN}',
  '{"resourceType":"Patient","birthDate":"1980-02-30"}',
  '{"resourceType":"Patient","resourceType":"Observation"}',
  '{"__proto__":{"x":1},"resourceType":"Patient"}',
  "[".repeat(100_000),
  `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`,
  '{"resourceType":"Bundle","type":"transaction","entry":[{}]}',
  '{"resourceType":"Bundle","type":"batch","entry":{}}',
  '{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"POST","url":"Patient"}}]}',
  '{"resourceType":"Bundle","type":"nonsense"}',
  '{"resourceType":"Bundle","type":"transaction","entry":[null,1,"x"]}',
  '"text"',
  "12",
  "true",
  "null",
  '{"resourceType":12}',
  '{"resourceType":"Patient","name":[{"family":"\\ud800"}]}',
];

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** Puts something that doesn't belong somewhere into a sound resource. */
function mutate(random: Random, value: unknown): unknown {
  if (Array.isArray(value)) return random() < 0.4 ? pick(random, nasty) : value.map((item) => mutate(random, item));
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value);
    const chosen = pick(random, names);
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        random() < 0.08 ? `${name}${canary}` : name,
        name === chosen ? mutate(random, item) : item,
      ]),
    );
  }
  return pick(random, nasty);
}

function request(options: {
  name: string;
  method: string;
  target: string;
  headers?: readonly (readonly [string, string])[];
  body?: Buffer;
  mustFail?: boolean;
}): RawRequest {
  const { name, method, target, headers: extra = [], body, mustFail = false } = options;
  return {
    name,
    method,
    mustFail,
    bytes(token, host) {
      const given = new Set(extra.map(([header]) => header));
      const usual: readonly (readonly [string, string])[] = [
        ["host", host],
        ["authorization", `Bearer ${token}`],
        ["connection", "close"],
        ...(body === undefined
          ? []
          : ([
              ["content-type", "application/fhir+json"],
              ["content-length", String(body.length)],
            ] as const)),
      ];
      const lines = [...usual.filter(([header]) => !given.has(header)), ...extra].map(
        ([header, value]) => `${header}: ${value}`,
      );
      return Buffer.concat([
        Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`, "latin1"),
        body ?? Buffer.alloc(0),
      ]);
    },
  };
}

function target(random: Random): string {
  const depth = Math.floor(random() * 6);
  const parts = Array.from({ length: depth }, (_, index) =>
    index === 0
      ? pick(random, types)
      : index === 2
        ? pick(random, ["_history", ...ids])
        : pick(random, [...ids, ...types]),
  );
  const pairs = Array.from(
    { length: Math.floor(random() * 4) },
    () => `${pick(random, parameters)}=${encodeURI(pick(random, values))}`,
  );
  return `/fhir${parts.length === 0 ? "" : `/${parts.join("/")}`}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`
    .replaceAll(" ", "%20")
    .replace(/[^\x21-\x7e]/g, "%20");
}

const kinds: readonly ((random: Random, index: number) => RawRequest)[] = [
  (random, index) => {
    const method = pick(random, methods);
    return request({ name: `${index} address ${method}`, method, target: target(random) });
  },
  (random, index) =>
    request({
      name: `${index} search`,
      method: "GET",
      target: `/fhir/Patient?${pick(random, parameters)}=${encodeURI(pick(random, values))}&${pick(random, parameters)}=${pick(random, ["1", "a", ""])}`,
    }),
  (random, index) =>
    request({
      name: `${index} broken text`,
      method: pick(random, ["POST", "PUT"]),
      target: pick(random, ["/fhir", "/fhir/Patient", `/fhir/Patient/${id}`]),
      body: Buffer.from(pick(random, brokenTexts)),
      mustFail: true,
    }),
  (random, index) =>
    request({
      name: `${index} mutated resource`,
      method: "POST",
      target: "/fhir/Patient",
      body: Buffer.from(JSON.stringify(mutate(random, valid))),
    }),
  (random, index) => {
    const text = Buffer.from(JSON.stringify(valid));
    for (let flips = 1 + Math.floor(random() * 4); flips > 0; flips -= 1)
      text[Math.floor(random() * text.length)] = Math.floor(random() * 256);
    return request({ name: `${index} flipped bytes`, method: "POST", target: "/fhir/Patient", body: text });
  },
  (random, index) => {
    const [header, value] = pick(random, headers);
    const method = pick(random, ["GET", "POST", "PUT", "DELETE"]);
    const body = method === "POST" || method === "PUT" ? Buffer.from(JSON.stringify(valid)) : undefined;
    return request({
      name: `${index} header ${header}`,
      method,
      target: method === "POST" ? "/fhir/Patient" : `/fhir/Patient/${id}`,
      headers: [[header, value]],
      body,
    });
  },
  (random, index) => {
    const entry = {
      fullUrl: pick(random, ["urn:uuid:1", "", canary, `urn:uuid:${id}`]),
      resource: mutate(random, valid),
      request: mutate(random, { method: "POST", url: "Patient", ifNoneExist: "name=x", ifMatch: 'W/"1"' }),
    };
    const bundle = {
      resourceType: "Bundle",
      type: pick(random, ["batch", "transaction"]),
      entry: [entry, pick(random, [entry, null, {}, 1])],
    };
    return request({
      name: `${index} bundle`,
      method: "POST",
      target: "/fhir",
      body: Buffer.from(JSON.stringify(bundle)),
    });
  },
  (random, index) => {
    const noise = Buffer.from(Array.from({ length: 1 + Math.floor(random() * 200) }, () => Math.floor(random() * 256)));
    return {
      name: `${index} noise`,
      method: "NOISE",
      mustFail: true,
      bytes: () => Buffer.concat([noise, Buffer.from("\r\n\r\n")]),
    };
  },
];

/** An endless variety, the same for the same seed. */
export function* malformedRequests(seed: number, count: number): Generator<RawRequest> {
  const random = seeded(seed);
  for (let index = 0; index < count; index += 1) yield pick(random, kinds)(random, index);
}
