import { type Random, oneOf, seededRandom } from "../support/random.ts";
import {
  brokenTexts,
  canary,
  headers,
  id,
  ids,
  methods,
  nasty,
  parameters,
  types,
  valid,
  values,
} from "./malformed-words.ts";

/** A request that no well-behaved client sends. */
export interface RawRequest {
  readonly name: string;
  readonly method: string;
  /** True when any 2xx answer would be wrong. */
  readonly mustFail: boolean;
  /** @param host as the Host header has it */
  bytes(token: string, host: string): Buffer;
}

/** Puts something that doesn't belong somewhere into a sound resource. */
function mutate(random: Random, value: unknown): unknown {
  if (Array.isArray(value)) return random() < 0.4 ? oneOf(random, nasty) : value.map((item) => mutate(random, item));
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value);
    const chosen = oneOf(random, names);
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        random() < 0.08 ? `${name}${canary}` : name,
        name === chosen ? mutate(random, item) : item,
      ]),
    );
  }
  return oneOf(random, nasty);
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
      ? oneOf(random, types)
      : index === 2
        ? oneOf(random, ["_history", ...ids])
        : oneOf(random, [...ids, ...types]),
  );
  const pairs = Array.from(
    { length: Math.floor(random() * 4) },
    () => `${oneOf(random, parameters)}=${encodeURI(oneOf(random, values))}`,
  );
  return `/fhir${parts.length === 0 ? "" : `/${parts.join("/")}`}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`
    .replaceAll(" ", "%20")
    .replace(/[^\x21-\x7e]/g, "%20");
}

const kinds: readonly ((random: Random, index: number) => RawRequest)[] = [
  (random, index) => {
    const method = oneOf(random, methods);
    return request({ name: `${index} address ${method}`, method, target: target(random) });
  },
  (random, index) =>
    request({
      name: `${index} search`,
      method: "GET",
      target: `/fhir/Patient?${oneOf(random, parameters)}=${encodeURI(oneOf(random, values))}&${oneOf(random, parameters)}=${oneOf(random, ["1", "a", ""])}`,
    }),
  (random, index) =>
    request({
      name: `${index} broken text`,
      method: oneOf(random, ["POST", "PUT"]),
      target: oneOf(random, ["/fhir", "/fhir/Patient", `/fhir/Patient/${id}`]),
      body: Buffer.from(oneOf(random, brokenTexts)),
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
    const [header, value] = oneOf(random, headers);
    const method = oneOf(random, ["GET", "POST", "PUT", "DELETE"]);
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
      fullUrl: oneOf(random, ["urn:uuid:1", "", canary, `urn:uuid:${id}`]),
      resource: mutate(random, valid),
      request: mutate(random, { method: "POST", url: "Patient", ifNoneExist: "name=x", ifMatch: 'W/"1"' }),
    };
    const bundle = {
      resourceType: "Bundle",
      type: oneOf(random, ["batch", "transaction"]),
      entry: [entry, oneOf(random, [entry, null, {}, 1])],
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
  const random = seededRandom(seed);
  for (let index = 0; index < count; index += 1) yield oneOf(random, kinds)(random, index);
}
