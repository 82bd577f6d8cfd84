import { isJsonArray, isJsonObject } from "../json-object.ts";
import type { FhirResource, JsonObject, JsonValue } from "../types.ts";
import { ElementPath } from "./element-path.ts";
import { type ElementContent, findNode, type Node, nodeNamed } from "./nodes.ts";
import { type ParsedReference, parseReference } from "./parse-reference.ts";

/** A Reference's `reference`, with its place ("Observation.subject.reference"). */
export type FoundReference = { readonly path: string; readonly reference: string; readonly target: ParsedReference };

/** Every `Reference.reference` in a resource, also in extensions, contained resources and a bundle's entries. */
export function referencesIn(resource: FhirResource): readonly FoundReference[] {
  const found: FoundReference[] = [];
  const path = new ElementPath();
  path.enter(resource.resourceType);
  transformResource(
    resource,
    (text, kind) => {
      if (kind === "reference") found.push({ path: path.toString(), reference: text, target: parseReference(text) });
      return undefined;
    },
    path,
  );
  return found;
}

/**
 * Gives a link's new text, or undefined to leave it.
 * `kind` is "reference" for Reference.reference and "uri" for an element of type uri, url, canonical, oid or uuid and for
 * links in the narrative: there only a text that equals an entry's fullUrl may be replaced.
 */
export type Rewrite = (text: string, kind: "reference" | "uri") => string | undefined;

/**
 * A copy of the resource with its links rewritten; unchanged parts are shared with the original, which stays as it is.
 * Identifier values are strings and so stay. Source: http://hl7.org/fhir/R4/http.html#trules, "Replacing hyperlinks".
 */
export function rewriteReferences<Resource extends FhirResource>(resource: Resource, rewrite: Rewrite): Resource {
  return transformResource(resource, rewrite, new ElementPath()) as Resource;
}

function transformResource(resource: JsonObject, rewrite: Rewrite, path: ElementPath): JsonObject {
  const type = resource["resourceType"];
  const node = typeof type === "string" ? findNode(type) : undefined;
  return node === undefined ? resource : transformNode(resource, node, rewrite, path);
}

function transformNode(value: JsonObject, node: Node, rewrite: Rewrite, path: ElementPath): JsonObject {
  let copy: Record<string, JsonValue | undefined> | undefined;
  for (const property in value) {
    const child = value[property];
    const content = contentOf(property, node);
    if (child === undefined || content === undefined) continue;
    path.enter(property);
    const changed = transformChild(child, content, node, rewrite, path);
    path.leave();
    if (changed !== child) {
      copy ??= { ...value };
      copy[property] = changed;
    }
  }
  return copy ?? value;
}

const element: ElementContent = { kind: "complex", node: "Element" };

function contentOf(property: string, node: Node): ElementContent | undefined {
  return node.rules.get(property)?.content ?? (node.primitiveExtensions.has(property) ? element : undefined);
}

function transformChild(
  child: JsonValue,
  content: ElementContent,
  parent: Node,
  rewrite: Rewrite,
  path: ElementPath,
): JsonValue {
  if (!isJsonArray(child)) return transformContent(child, content, parent, rewrite, path);
  let copy: JsonValue[] | undefined;
  child.forEach((item, index) => {
    path.enter(index);
    const changed = transformContent(item, content, parent, rewrite, path);
    path.leave();
    if (changed !== item) {
      copy ??= [...child];
      copy[index] = changed;
    }
  });
  return copy ?? child;
}

function transformContent(
  value: JsonValue,
  content: ElementContent,
  parent: Node,
  rewrite: Rewrite,
  path: ElementPath,
): JsonValue {
  switch (content.kind) {
    case "complex":
      return isJsonObject(value) ? transformNode(value, nodeNamed(content.node), rewrite, path) : value;
    case "resource":
      return isJsonObject(value) ? transformResource(value, rewrite, path) : value;
    case "xhtml":
      return typeof value === "string" ? rewriteNarrative(value, rewrite) : value;
    case "primitive": {
      if (typeof value !== "string") return value;
      // Reference.reference is a string by type; every other string is left alone.
      if (parent.name === "Reference" && content.type === "string" && path.last === "reference")
        return rewrite(value, "reference") ?? value;
      return linkTypes.has(content.type) ? (rewrite(value, "uri") ?? value) : value;
    }
  }
}

const linkTypes: ReadonlySet<string> = new Set(["uri", "url", "canonical", "oid", "uuid"]);
const narrativeLink = /(\s(?:href|src)\s*=\s*)(?:"([^"]*)"|'([^']*)')/g;
const unsafeInAttribute = /["'<>&]/;

function rewriteNarrative(div: string, rewrite: Rewrite): string {
  if (!div.includes("href") && !div.includes("src")) return div;
  return div.replace(narrativeLink, (whole, name: string, double: string | undefined, single: string | undefined) => {
    const changed = rewrite(double ?? single ?? "", "uri");
    return changed === undefined || unsafeInAttribute.test(changed) ? whole : `${name}"${changed}"`;
  });
}
