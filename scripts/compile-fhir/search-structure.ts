import type { PathStep, SearchPath } from "./search-expression.ts";
import { UncompilableExpression } from "./search-expression.ts";

type ElementDefinition = {
  readonly path: string;
  readonly type?: readonly { readonly code: string }[];
  readonly contentReference?: string;
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
};

export type StructureDefinition = {
  readonly resourceType: string;
  readonly kind: string;
  readonly type: string;
  readonly derivation?: string;
  readonly snapshot?: { readonly element: readonly ElementDefinition[] };
};

/** The single code system of a value set that a `code` element is bound to, where there is just one. */
export type SystemOfValueSet = (valueSet: string) => string | undefined;

export type Structures = ReadonlyMap<string, ElementDefinition>;

/** Every element of every base type by its path ("Observation.value[x]", "HumanName.family"). */
export function indexStructures(definitions: readonly StructureDefinition[]): Structures {
  const elements = new Map<string, ElementDefinition>();
  for (const definition of definitions) {
    if (definition.resourceType !== "StructureDefinition" || definition.derivation === "constraint") continue;
    for (const element of definition.snapshot?.element ?? []) elements.set(element.path, element);
  }
  return elements;
}

type Place = {
  readonly text: string;
  readonly context: string;
  readonly datatype: string;
  readonly element: ElementDefinition;
};

/**
 * A path as the table writes it: `component.value+Quantity:Quantity`. A `+` joins a choice element's name to its
 * type, `[system=phone]` filters, `>Patient` restricts what the reference resolves to, and `=uri` ends a `code`
 * whose required binding has one system. A choice that isn't narrowed becomes several paths.
 * @throws UncompilableExpression for an element that the structures don't have
 */
export function compilePath(structures: Structures, path: SearchPath, systemOf: SystemOfValueSet): readonly string[] {
  const [root, ...steps] = path.steps;
  if (root?.kind !== "child") throw new UncompilableExpression("a path without a root");
  let places: readonly Place[] = [{ text: "", context: root.name, datatype: root.name, element: { path: root.name } }];
  let suffix = "";
  for (const step of steps) {
    if (step.kind === "resolves") suffix = `>${step.type}`;
    else places = places.flatMap((place) => follow(structures, place, step));
    if (places.length === 0) throw new UncompilableExpression(`nothing at ${step.kind}`);
  }
  if (path.presence) return [`present(${places.map((place) => place.text).join(";")}):boolean`];
  return places.map((place) => `${place.text}:${place.datatype}${suffix}${systemSuffix(place, systemOf)}`);
}

function follow(structures: Structures, place: Place, step: Exclude<PathStep, { kind: "resolves" }>): readonly Place[] {
  switch (step.kind) {
    case "where":
      return [{ ...place, text: `${place.text}[${step.name}=${step.value}]` }];
    case "type":
      return place.datatype === step.name ? [place] : [];
    case "child":
      return children(structures, place, step.name);
  }
}

function children(structures: Structures, place: Place, name: string): readonly Place[] {
  const prefix = place.text === "" ? "" : `${place.text}.`;
  const plain = structures.get(`${place.context}.${name}`);
  if (plain !== undefined) {
    const element =
      plain.contentReference === undefined ? plain : structures.get(plain.contentReference.replace(/^.*#/, ""));
    if (element === undefined) throw new UncompilableExpression(`content reference of ${plain.path}`);
    return typeCodes(element).map((type) => placeAt(prefix + name, type, element));
  }
  const choice = structures.get(`${place.context}.${name}[x]`);
  if (choice === undefined) throw new UncompilableExpression(`no element ${place.context}.${name}`);
  return typeCodes(choice).map((type) =>
    placeAt(`${prefix}${name}+${type.charAt(0).toUpperCase()}${type.slice(1)}`, type, choice),
  );
}

function placeAt(text: string, datatype: string, element: ElementDefinition): Place {
  const nested = datatype === "BackboneElement" || datatype === "Element";
  return { text, datatype, element, context: nested ? element.path : datatype };
}

function typeCodes(element: ElementDefinition): readonly string[] {
  // Ids are typed as FHIRPath's own string in the published structures.
  return (element.type ?? []).map(({ code }) => (code.startsWith("http://hl7.org/fhirpath/") ? "id" : code));
}

function systemSuffix(place: Place, systemOf: SystemOfValueSet): string {
  const binding = place.element.binding;
  if (place.datatype !== "code" || binding?.strength !== "required" || binding.valueSet === undefined) return "";
  const system = systemOf(binding.valueSet);
  return system === undefined ? "" : `=${system}`;
}
