import {
  type FhirResource,
  type JsonObject,
  extensionsIn,
  idIn,
  isJsonObject,
  objectsIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import {
  type OnlineState,
  extensionUrl,
  identifierSystem,
  onlineStates,
  ourIdentifiers,
  stepSystem,
  waiting,
} from "./vocabulary.ts";

/** What is noted of the provider on a PaymentNotice. */
export interface Online {
  readonly state: OnlineState;
  readonly session?: string | undefined;
  readonly link?: string | undefined;
  /** An instant. */
  readonly expires?: string | undefined;
  readonly intent?: string | undefined;
  readonly refund?: string | undefined;
  readonly why?: string | undefined;
  /** How a dispute stands, and what it is about, in the provider's words. */
  readonly dispute?: string | undefined;
  readonly disputed?: string | undefined;
}

/** All that the server keeps on the record for itself. */
export interface Notes {
  readonly online: Online | undefined;
  /** By system. */
  readonly identifiers: ReadonlyMap<string, string>;
  readonly isWaiting: boolean;
}

export const noNotes: Notes = { online: undefined, identifiers: new Map(), isWaiting: false };

const words = ["session", "link", "intent", "refund", "why", "dispute", "disputed"] as const;

export function statusOf(notice: FhirResource | undefined): string {
  return textIn(notice?.["status"]) ?? "";
}

/** The payment that a refund goes back on. */
export function refundOf(notice: FhirResource): ResourceId | undefined {
  return extensionsIn(notice, extensionUrl.refundOf).flatMap((one) => idIn(one["valueReference"], "PaymentNotice"))[0];
}

export function wantedBy(notice: FhirResource): readonly ResourceId[] {
  return extensionsIn(notice, extensionUrl.wanted).flatMap((one) => idIn(one["valueReference"], "Invoice") ?? []);
}

export function asksOnline(notice: FhirResource): boolean {
  return extensionsIn(notice, extensionUrl.online).length > 0;
}

export function notesOf(notice: FhirResource | undefined): Notes {
  if (notice === undefined) return noNotes;
  const [said] = extensionsIn(notice, extensionUrl.online);
  const part = (url: string) => (said === undefined ? undefined : extensionsIn(said, url)[0]);
  const state = onlineStates.find((one) => one === part("state")?.["valueCode"]);
  const step = notice["paymentStatus"];
  return {
    online:
      said === undefined || state === undefined
        ? undefined
        : {
            state,
            expires: textIn(part("expires")?.["valueInstant"]),
            ...Object.fromEntries(words.map((word) => [word, textIn(part(word)?.["valueString"])])),
          },
    identifiers: new Map(
      objectsIn(notice["identifier"]).flatMap(({ system, value }) =>
        typeof system === "string" && ourIdentifiers.has(system) && typeof value === "string"
          ? [[system, value] as const]
          : [],
      ),
    ),
    isWaiting: step !== undefined && isJsonObject(step) && isOurStep(step),
  };
}

function isOurStep(step: JsonObject): boolean {
  return objectsIn(step["coding"]).some(({ system }) => system === stepSystem);
}

/** The record as everybody else than online payment knows it. */
export function withoutNotes(notice: FhirResource): FhirResource {
  const { identifier, extension, paymentStatus: step, ...rest } = notice;
  const identifiers = objectsIn(identifier).filter(({ system }) => !ourIdentifiers.has(String(system)));
  const extensions = objectsIn(extension).filter(({ url }) => url !== extensionUrl.online);
  const isOurs = step !== undefined && isJsonObject(step) && isOurStep(step);
  return {
    ...rest,
    ...(identifiers.length === 0 ? {} : { identifier: identifiers }),
    ...(extensions.length === 0 ? {} : { extension: extensions }),
    ...(step === undefined || isOurs ? {} : { paymentStatus: step }),
  } as FhirResource;
}

export function withNotes(notice: FhirResource, { online, identifiers, isWaiting }: Notes): FhirResource {
  const plain = withoutNotes(notice);
  const given = [...identifiers].map(([system, value]) => ({ system, value }));
  const all = [...objectsIn(plain["identifier"]), ...given];
  return {
    ...plain,
    ...(all.length === 0 ? {} : { identifier: all }),
    ...(online === undefined
      ? {}
      : { extension: [...objectsIn(plain["extension"]), { url: extensionUrl.online, extension: partsOf(online) }] }),
    ...(isWaiting ? { paymentStatus: { coding: [{ system: stepSystem, code: waiting }] } } : {}),
  } as FhirResource;
}

function partsOf(online: Online): readonly JsonObject[] {
  return [
    { url: "state", valueCode: online.state },
    ...(online.expires === undefined ? [] : [{ url: "expires", valueInstant: online.expires }]),
    ...words.flatMap((word) => {
      const text = online[word];
      return text === undefined ? [] : [{ url: word, valueString: text }];
    }),
  ];
}

export function referenceIn({ identifiers }: Notes): string | undefined {
  return identifiers.get(identifierSystem.reference);
}

/** The books' own words for a payment's branch and the number of its receipt: docs/billing.md. */
export function branchOf(notice: FhirResource): ResourceId | undefined {
  return extensionsIn(notice, "urn:wardbook:billing:branch").flatMap(
    (one) => idIn(one["valueReference"], "Location") ?? [],
  )[0];
}

export function numberOf(notice: FhirResource): string | undefined {
  const own = objectsIn(notice["identifier"]).find(({ system }) => system === "urn:wardbook:billing:receipt-number");
  return textIn(own?.["value"]);
}
