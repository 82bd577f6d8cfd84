import {
  type FhirMeta,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
} from "../../../foundation/fhir/index.ts";
import { actCode, removedLabelSystem } from "../../../custody/access/index.ts";
import { ChartError, type EditMeta } from "../../../custody/chart/index.ts";

/** Profiles, tags and security labels: what the operations on meta add and take away. */
export interface NamedMeta {
  readonly profile: readonly string[];
  readonly tag: readonly JsonObject[];
  readonly security: readonly JsonObject[];
}

type CodingPlace = "tag" | "security";

const bad = (message: string, path: string) => new ChartError("chart/bad-entry", message, { path });
const place = "Parameters.parameter[0]";
const named = new Set(["profile", "tag", "security"]);
const mostNamed = 64;

/** The meta in the Parameters that were posted. @throws ChartError `chart/bad-entry` with the place */
export function metaIn(body: JsonValue | undefined): NamedMeta {
  if (body === undefined || !isJsonObject(body) || body["resourceType"] !== "Parameters")
    throw bad("post Parameters with one parameter, meta, that has a valueMeta", "resourceType");
  const parameters = body["parameter"];
  const [parameter, ...more] = isJsonArray(parameters) ? parameters : [];
  if (parameter === undefined || !isJsonObject(parameter) || parameter["name"] !== "meta" || more.length > 0)
    throw bad("post one parameter, meta", "Parameters.parameter");
  const meta = parameter["valueMeta"];
  if (meta === undefined || !isJsonObject(meta)) throw bad("meta has a valueMeta", `${place}.valueMeta`);
  const stray = Object.keys(meta).find((name) => !named.has(name));
  if (stray !== undefined)
    throw bad("a meta here has profile, tag and security, and nothing else", `${place}.valueMeta`);
  const found = { profile: profilesIn(meta), tag: codingsIn(meta, "tag"), security: codingsIn(meta, "security") };
  const count = found.profile.length + found.tag.length + found.security.length;
  if (count === 0) throw bad("name a profile, a tag or a security label", `${place}.valueMeta`);
  if (count > mostNamed) throw bad(`name at most ${mostNamed}`, `${place}.valueMeta`);
  return found;
}

function listIn(meta: JsonObject, name: string): readonly JsonValue[] {
  const list = meta[name] ?? [];
  if (!isJsonArray(list)) throw bad("this must be a list", `${place}.valueMeta.${name}`);
  return list;
}

function profilesIn(meta: JsonObject): readonly string[] {
  return listIn(meta, "profile").map((one, index) => {
    if (typeof one !== "string") throw bad("a profile is an address", `${place}.valueMeta.profile[${index}]`);
    return one;
  });
}

/** Each is known by system and code, so a code it must have. */
function codingsIn(meta: JsonObject, name: CodingPlace): readonly JsonObject[] {
  return listIn(meta, name).map((one, index) => {
    if (!isJsonObject(one) || typeof one["code"] !== "string")
      throw bad("each of these is a Coding with a code", `${place}.valueMeta.${name}[${index}]`);
    return one;
  });
}

function isAlike(one: JsonValue, other: JsonObject): boolean {
  return isJsonObject(one) && one["system"] === other["system"] && one["code"] === other["code"];
}

function valuesOf(meta: FhirMeta, name: keyof NamedMeta): readonly JsonValue[] {
  const values = meta[name];
  return isJsonArray(values) ? values : [];
}

/** FHIR knows no empty lists. */
function withValues(meta: FhirMeta, name: keyof NamedMeta, values: readonly JsonValue[]): FhirMeta {
  const { [name]: _before, ...others } = meta;
  return values.length === 0 ? others : { ...others, [name]: [...values] };
}

/** Adds what isn't there; what is stays as it is. Sets have no duplicates. */
export function adding({ profile, tag, security }: NamedMeta): EditMeta {
  return (meta) => {
    const profiles = new Set([...valuesOf(meta, "profile"), ...profile]);
    const more = (name: CodingPlace, codings: readonly JsonObject[]) => {
      const values = [...valuesOf(meta, name)];
      for (const coding of codings) if (!values.some((one) => isAlike(one, coding))) values.push(coding);
      return values;
    };
    return [
      ["profile", [...profiles]] as const,
      ["tag", more("tag", tag)] as const,
      ["security", more("security", security)] as const,
    ].reduce((made, [name, values]) => withValues(made, name, values), meta);
  };
}

/**
 * Takes away what is there; what isn't there is no error. A sensitivity label that is only missing comes back, so that it was taken off
 * is said by a tag; and such a tag doesn't go away: its label is put on again instead.
 */
export function removing({ profile, tag, security }: NamedMeta): EditMeta {
  const undone = tag.findIndex(({ system }) => system === removedLabelSystem);
  if (undone !== -1)
    throw bad("to undo that a label was taken off, add the label again", `${place}.valueMeta.tag[${undone}]`);
  return (meta) => {
    const left = (name: CodingPlace, codings: readonly JsonObject[]) =>
      valuesOf(meta, name).filter((one) => !codings.some((coding) => isAlike(one, coding)));
    const taken = security.filter(
      (coding) => coding["system"] === actCode && valuesOf(meta, "security").some((one) => isAlike(one, coding)),
    );
    const said = taken.map(({ code = "" }) => ({ system: removedLabelSystem, code }));
    const profiles = valuesOf(meta, "profile").filter((one) => typeof one !== "string" || !profile.includes(one));
    return [
      ["profile", profiles] as const,
      ["tag", [...left("tag", tag), ...said]] as const,
      ["security", left("security", security)] as const,
    ].reduce((made, [name, values]) => withValues(made, name, values), meta);
  };
}
