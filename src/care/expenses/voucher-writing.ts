import { type Currency } from "../../foundation/money/index.ts";
import { type FhirResource, type JsonObject, extensionIn, objectsIn } from "../../foundation/fhir/index.ts";
import { ChartError, type ProposedChange } from "../../custody/chart/index.ts";
import type { Actor } from "./ports.ts";
import { type VoucherState, statusByState } from "./states.ts";
import { type Voucher, wordIn } from "./voucher.ts";
import { actUrls, ourIdentifiers } from "./vocabulary.ts";

export function against(path: string, message: string): ChartError {
  return new ChartError("chart/against-rule", message, { path });
}

/** What is written of one voucher, with what it takes to judge it. */
export interface Writing {
  readonly actor: Actor;
  readonly tenant: ProposedChange["caller"]["tenant"];
  readonly previous: FhirResource | undefined;
  readonly next: FhirResource;
  readonly was: Voucher | undefined;
  readonly is: Voucher;
  readonly currency: Currency;
  readonly now: number;
  readonly today: string;
}

/** What a voucher says, without what the server gives and without its state. */
export function contentOf(voucher: FhirResource): FhirResource {
  const {
    id: _id,
    meta: _meta,
    text: _text,
    status: _status,
    issued: _issued,
    identifier,
    extension,
    ...rest
  } = voucher;
  return {
    ...rest,
    ...listed(
      "identifier",
      objectsIn(identifier).filter(({ system }) => !ourIdentifiers.has(String(system))),
    ),
    ...listed(
      "extension",
      objectsIn(extension).filter(({ url }) => !actUrls.has(String(url))),
    ),
  } as FhirResource;
}

/** What the server gave to it so far. */
function givenTo(voucher: FhirResource | undefined) {
  return {
    identifiers: objectsIn(voucher?.["identifier"]).filter(({ system }) => ourIdentifiers.has(String(system))),
    acts: objectsIn(voucher?.["extension"]).filter(({ url }) => actUrls.has(String(url))),
  };
}

/** FHIR has no empty lists. */
function listed(name: string, items: readonly JsonObject[]) {
  return items.length === 0 ? {} : { [name]: items };
}

interface Giving {
  readonly state: VoucherState;
  readonly issued?: string | undefined;
  readonly identifiers?: readonly JsonObject[];
  readonly acts?: readonly JsonObject[];
}

/** The voucher as it is stored: what its writer says, what the server gave before, and what it gives now. */
export function given(
  { next, previous }: Writing,
  { state, issued, identifiers = [], acts = [] }: Giving,
): FhirResource {
  const before = givenTo(previous);
  const said = contentOf(next);
  const replaced = new Set(acts.map(({ url }) => url));
  const at = issued ?? previous?.["issued"];
  return {
    ...said,
    ...(next.id === undefined ? {} : { id: next.id }),
    ...(next.meta === undefined ? {} : { meta: next.meta }),
    status: statusByState[state],
    ...(at === undefined ? {} : { issued: at }),
    ...listed("identifier", [...objectsIn(said["identifier"]), ...before.identifiers, ...identifiers]),
    ...listed("extension", [
      ...objectsIn(said["extension"]),
      ...before.acts.filter(({ url }) => !replaced.has(url)),
      ...acts,
    ]),
  } as FhirResource;
}

export function actOf(url: string, { actor, now }: Writing, more: readonly JsonObject[] = []): JsonObject {
  return {
    url,
    extension: [
      { url: "by", valueString: actor.id },
      { url: "name", valueString: actor.name },
      { url: "at", valueInstant: new Date(now).toISOString() },
      ...more,
    ],
  };
}

export function reasonIn({ next }: Writing, url: string): string | undefined {
  const extension = extensionIn(next, url);
  const reason = wordIn(extension, "reason")?.trim();
  return reason === "" ? undefined : reason;
}

export function said(url: string, text: string | undefined): readonly JsonObject[] {
  return text === undefined ? [] : [{ url, valueString: text }];
}
