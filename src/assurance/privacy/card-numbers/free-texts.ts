import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  type Node,
  findNode,
  isJsonArray,
  isJsonObject,
} from "../../../foundation/fhir/index.ts";
import { classOfElement } from "../classification/class-of-element.ts";
import { textOfNarrative } from "../deidentification/narrative.ts";

/** Something that somebody wrote, and its place ("Observation.note[0].text"). */
export interface FreeText {
  readonly path: string;
  readonly text: string;
}

/** The texts of a resource that people write, by the table of elements: no identifier, code, date or link is among them. */
export function freeTexts(resource: FhirResource): readonly FreeText[] {
  const found: FreeText[] = [];
  walkResource(resource, resource.resourceType, found);
  return found;
}

function walkResource(resource: JsonObject, path: string, found: FreeText[]): void {
  const type = resource["resourceType"];
  const node = typeof type === "string" ? findNode(type) : undefined;
  if (node !== undefined) walkNode(resource, node, path, found);
}

function walkNode(value: JsonObject, node: Node, path: string, found: FreeText[]): void {
  for (const [property, child] of Object.entries(value)) {
    const rule = node.rules.get(property);
    if (rule === undefined || child === undefined) continue;
    const each = (one: JsonValue, place: string): void => {
      switch (rule.content.kind) {
        case "complex": {
          const inner = isJsonObject(one) ? findNode(rule.content.node) : undefined;
          if (inner !== undefined && isJsonObject(one)) walkNode(one, inner, place, found);
          return;
        }
        case "resource":
          if (isJsonObject(one)) walkResource(one, place, found);
          return;
        case "xhtml":
          if (typeof one === "string") found.push({ path: place, text: textOfNarrative(one) });
          return;
        case "primitive": {
          if (typeof one !== "string") return;
          const treatment = classOfElement(node.name, rule)?.treatment;
          if (treatment === "scrub" || property === "display") found.push({ path: place, text: one });
          else if (treatment === "attached" && isText(value["contentType"]))
            found.push({ path: place, text: Buffer.from(one, "base64").toString("utf8") });
        }
      }
    };
    if (isJsonArray(child)) child.forEach((one: JsonValue, index) => each(one, `${path}.${property}[${index}]`));
    else each(child, `${path}.${property}`);
  }
}

export function isText(contentType: JsonValue | undefined): boolean {
  return typeof contentType === "string" && contentType.toLowerCase().startsWith("text/");
}
