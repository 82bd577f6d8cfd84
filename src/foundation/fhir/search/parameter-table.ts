import table from "../tables/search-parameters.json" with { type: "json" };
import { isResourceType, resourceTypes } from "../resource-types.ts";
import { elementName, readerOf, withoutFilters } from "./element-path.ts";
import type { ReadValues } from "./element-path.ts";
import { isUntelling } from "./index-exclusions.ts";
import { typeOfReference } from "./reference-target.ts";
import { SearchError } from "./search-error.ts";
import { searchTypes } from "./search-parameter.ts";
import type { Alternative, CompiledParameter, SearchType } from "./search-parameter.ts";
import { searchesWords } from "./string-values.ts";
import { valueKinds } from "./value-kinds.ts";

/** The parameters of one resource type, and the places whose values become its terms. */
export type TypeParameters = {
  readonly parameters: ReadonlyMap<string, CompiledParameter>;
  readonly indexed: readonly IndexedPlace[];
};
export type IndexedPlace = { readonly type: SearchType; readonly place: Alternative };

type Row = {
  readonly code: string;
  readonly type: SearchType;
  readonly targets: readonly string[];
  readonly places: readonly Place[];
};
type Place = {
  readonly path: string;
  readonly datatype: string;
  readonly only: string | undefined;
  readonly system: string | undefined;
};

const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = table;
const compiled = new Map<string, TypeParameters>();

/** @throws SearchError `fhir/unknown-resource-type` */
export function parametersOf(type: string): TypeParameters {
  const known = compiled.get(type);
  if (known !== undefined) return known;
  if (!isResourceType(type)) throw new SearchError("fhir/unknown-resource-type", "not a resource type of FHIR R4");
  const fresh = compileType(type, [...rowsOf("Resource"), ...rowsOf(type)]);
  compiled.set(type, fresh);
  return fresh;
}

function rowsOf(type: string): readonly Row[] {
  return Object.entries(rows[type] ?? {})
    .map(([code, text]) => parseRow(code, text))
    .filter((row) => row.places.length > 0);
}

const placeText = /^(.+?):([A-Za-z]+)(?:>([A-Za-z]+))?(?:=(.+))?$/;

function parseRow(code: string, text: string): Row {
  const [typeName, paths = "", targets = ""] = text.split(" ; ");
  const type = searchTypes.find((candidate) => candidate === typeName);
  if (type === undefined) throw new TypeError(`not a type of search parameter: ${typeName}`);
  const places = paths
    .split(" | ")
    .map(parsePlace)
    .filter((place) => valueKinds[type].datatypes.has(place.datatype));
  return {
    code,
    type,
    places,
    targets: targets === "*" ? resourceTypes : targets.split(" ").filter((name) => name !== ""),
  };
}

function parsePlace(text: string): Place {
  const [, path, datatype, only, system] = placeText.exec(text) ?? [];
  if (path === undefined || datatype === undefined) throw new TypeError(`not a place of a search parameter: ${text}`);
  return { path, datatype, only, system };
}

function compileType(type: string, rowsOfType: readonly Row[]): TypeParameters {
  const groups = groupPlaces(type, rowsOfType);
  const parameters = rowsOfType.map((row) => compileRow({ type, row, rowsOfType, groups }));
  return {
    parameters: new Map(parameters.map((parameter) => [parameter.code, parameter])),
    indexed: [...groups.values()].flatMap((group) => group.indexed),
  };
}

/** What shares terms: every place of one element under one type of parameter. */
type Group = {
  readonly name: string;
  readonly words: boolean;
  readonly paths: ReadonlySet<string>;
  readonly indexed: readonly IndexedPlace[];
};

function groupPlaces(type: string, rowsOfType: readonly Row[]): ReadonlyMap<string, Group> {
  const places = rowsOfType.flatMap((row) =>
    row.places.map((place) => ({ row, place, name: groupName(row, place, rowsOfType) })),
  );
  const groups = new Map<string, Group>();
  for (const { row, name } of places) {
    const key = `${row.type} ${name}`;
    if (groups.has(key)) continue;
    const members = places.filter((member) => member.row.type === row.type && member.name === name);
    const words = members.some((member) => searchesWords(member.row) || member.place.datatype === "HumanName");
    const sources = new Map(
      members
        .filter((member) => elementName(member.place.path) === name && !isUntelling(type, member.place))
        .map((member) => [withoutFilters(member.place.path), member.place]),
    );
    const indexed = [...sources].map(([path, place]): IndexedPlace => {
      const wholePlace = { ...place, path, only: undefined };
      return { type: row.type, place: alternativeOf(wholePlace, { name, words, indexed: true, wholeGroup: true }) };
    });
    groups.set(key, { name, words, paths: new Set(sources.keys()), indexed });
  }
  return groups;
}

/** A part of a name or address uses the whole's terms where the type has a parameter for the whole. */
function groupName(row: Row, place: Place, rowsOfType: readonly Row[]): string {
  const name = elementName(place.path);
  if (row.type !== "string") return name;
  const whole = rowsOfType
    .flatMap((other) => (other.type === "string" ? other.places : []))
    .find(
      (other) =>
        (other.datatype === "HumanName" || other.datatype === "Address") && place.path.startsWith(`${other.path}.`),
    );
  return whole === undefined ? name : elementName(whole.path);
}

type RowContext = {
  readonly type: string;
  readonly row: Row;
  readonly rowsOfType: readonly Row[];
  readonly groups: ReadonlyMap<string, Group>;
};

function compileRow({ type, row, rowsOfType, groups }: RowContext): CompiledParameter {
  const alternatives = row.places.map((place) => {
    const group = groups.get(`${row.type} ${groupName(row, place, rowsOfType)}`);
    const own = new Set(
      row.places.filter((other) => other.path === withoutFilters(other.path)).map((other) => other.path),
    );
    return alternativeOf(place, {
      name: group?.name ?? place.path,
      words: group?.words ?? false,
      indexed: !isUntelling(type, place) && (group?.indexed.length ?? 0) > 0,
      wholeGroup: group !== undefined && group.paths.isSubsetOf(own),
    });
  });
  const kind = valueKinds[row.type];
  const { code, targets } = row;
  const hasTerms = row.type !== "number" && row.type !== "quantity";
  return {
    code,
    type: row.type,
    targets,
    alternatives,
    modifiers: kind.modifiers,
    comparators: kind.comparators,
    indexed: hasTerms && alternatives.every((alternative) => alternative.indexed),
  };
}

type GroupTraits = {
  readonly name: string;
  readonly words: boolean;
  readonly indexed: boolean;
  readonly wholeGroup: boolean;
};

function alternativeOf({ path, datatype, only, system }: Place, { name, ...traits }: GroupTraits): Alternative {
  return {
    group: name,
    datatype,
    only,
    system,
    ...traits,
    paths: elementsRead(path),
    values: valuesAt(path, datatype, only),
  };
}

const presenceText = /^present\((.*)\)$/;

function elementsRead(path: string): readonly string[] {
  const presence = presenceText.exec(path)?.[1];
  return (presence?.split(";") ?? [path]).flatMap((one) => {
    const asked = [...one.matchAll(/\[([A-Za-z]+)=[^\]]*\]/g)].map(
      (filter) => `${withoutFilters(one.slice(0, filter.index))}.${filter[1] ?? ""}`,
    );
    return [withoutFilters(one), ...asked].map((element) => element.replaceAll("+", ""));
  });
}

function valuesAt(path: string, datatype: string, only: string | undefined): ReadValues {
  const presence = presenceText.exec(path)?.[1];
  if (presence !== undefined) {
    const readers = presence.split(";").map(readerOf);
    return (resource) => [readers.some((read) => read(resource).some((value) => value !== false))];
  }
  const read = readerOf(path);
  if (only === undefined) return read;
  return (resource) => read(resource).filter((value) => typeOfReference(value, datatype) === only);
}
