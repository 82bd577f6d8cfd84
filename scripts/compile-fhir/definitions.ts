import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of a StructureDefinition's element that the tables are made of. */
export type ElementDefinition = {
  readonly path: string;
  readonly min: number;
  readonly max: string;
  readonly isSummary?: boolean;
  readonly isModifier?: boolean;
  readonly contentReference?: string;
  readonly type?: readonly {
    readonly code: string;
    readonly profile?: readonly string[];
    readonly targetProfile?: readonly string[];
    readonly extension?: readonly { readonly url: string; readonly valueUrl?: string }[];
  }[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
};

export type StructureDefinition = {
  readonly resourceType: "StructureDefinition";
  readonly name: string;
  readonly kind: string;
  readonly snapshot: { readonly element: readonly ElementDefinition[] };
};

export type Concept = { readonly code: string; readonly concept?: readonly Concept[] };

export type CodeSystem = {
  readonly resourceType: "CodeSystem";
  readonly url: string;
  readonly content: string;
  readonly concept?: readonly Concept[];
};

export type ValueSet = {
  readonly resourceType: "ValueSet";
  readonly url: string;
  readonly compose?: {
    readonly include?: readonly Inclusion[];
    readonly exclude?: readonly Inclusion[];
  };
};

export type Inclusion = {
  readonly system?: string;
  readonly concept?: readonly Concept[];
  readonly filter?: readonly unknown[];
  readonly valueSet?: readonly string[];
};

export type CompartmentDefinition = {
  readonly resourceType: "CompartmentDefinition";
  readonly code: string;
  readonly resource: readonly { readonly code: string; readonly param?: readonly string[] }[];
};

export type SearchParameter = {
  readonly resourceType: "SearchParameter";
  readonly code: string;
  readonly base: readonly string[];
  readonly expression?: string;
};

type Definition = StructureDefinition | CodeSystem | ValueSet | CompartmentDefinition | SearchParameter;

/** JSON schema of R4 as published: what it lacks is no part of R4. */
export type SchemaProperty = {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: SchemaProperty;
  readonly enum?: readonly string[];
};
export type JsonSchema = {
  readonly definitions: Readonly<
    Record<string, { readonly properties?: Readonly<Record<string, SchemaProperty>> } | undefined>
  >;
};

export function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}

/** The resources of one kind in a Bundle of definitions, or in a file with a single definition. */
export function readDefinitions<Type extends Definition["resourceType"]>(
  folder: string,
  file: string,
  type: Type,
): readonly Extract<Definition, { resourceType: Type }>[] {
  const content = readJson(folder, file) as
    | Definition
    | { readonly entry: readonly { readonly resource: Definition }[] };
  return ("entry" in content ? content.entry.map((entry) => entry.resource) : [content]).filter(
    (resource): resource is Extract<Definition, { resourceType: Type }> => resource.resourceType === type,
  );
}
