import { isJsonArray, isJsonObject } from "../json-object.ts";
import { isResourceType } from "../resource-types.ts";
import type { Issue, JsonObject, JsonValue } from "../types.ts";
import { checkContained, noteLocalReference, type Scope } from "./contained.ts";
import { Findings } from "./findings.ts";
import { type ElementRule, type Node, nodeNamed } from "./nodes.ts";
import { parseReference } from "./parse-reference.ts";
import { primitiveFault } from "./primitives.ts";
import { xhtmlFault } from "./xhtml.ts";

/** Steps of the path, so about half as many levels of elements. Recursive elements could otherwise go on for ever. */
const maximumSteps = 160;
const printableName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/**
 * Checks a resource against the structure that R4 gives it: known properties, cardinality, types and formats, choices,
 * required codes, extensions, narrative, contained resources. Reports at most 50 issues; never throws on JSON.
 * @returns no issue when the resource is well-formed
 */
export function validateResource(value: JsonValue): readonly Issue[] {
  const findings = new Findings();
  if (!isJsonObject(value)) {
    findings.report("fhir/not-an-object", "a resource is a JSON object");
    return findings.issues;
  }
  const type = value["resourceType"];
  const isNamed = typeof type === "string" && isResourceType(type);
  findings.path.enter(isNamed ? type : "Resource");
  checkResource(value, { findings, localReferences: [] });
  return findings.issues;
}

/** Checks a resource that stands for itself: at the top, or inside a Bundle's entry or a parameter. */
function checkResource(resource: JsonObject, scope: Scope): void {
  const outer = scope.localReferences;
  scope.localReferences = [];
  checkAnyResource(resource, scope);
  checkContained(resource, scope);
  scope.localReferences = outer;
}

function checkAnyResource(resource: JsonObject, scope: Scope): void {
  const type = resource["resourceType"];
  if (type === undefined) {
    scope.findings.report("fhir/missing-property", "resourceType is required", "resourceType");
  } else if (typeof type !== "string" || !isResourceType(type)) {
    scope.findings.report("fhir/unknown-resource-type", "not a resource type of FHIR R4", "resourceType");
  } else {
    checkNode(resource, nodeNamed(type), scope, true);
  }
}

function checkNode(value: JsonObject, node: Node, scope: Scope, isResource: boolean): void {
  const { findings } = scope;
  if (findings.path.length > maximumSteps) {
    findings.report("fhir/too-deep", "elements nest too deep");
    return;
  }
  let choices: Map<string, string> | undefined;
  let count = 0;
  for (const property in value) {
    const child = value[property];
    if (child === undefined || findings.isFull) continue;
    count += 1;
    const rule = node.rules.get(property);
    if (rule !== undefined) {
      if (rule.repeats) checkList(child, rule, value, scope);
      else checkSingle(child, rule, scope);
      if (rule.isChoice) choices = noteChoice(rule, choices, findings);
      continue;
    }
    const extended = node.primitiveExtensions.get(property);
    if (extended !== undefined) {
      checkPrimitiveExtension(child, property, extended, scope);
      if (extended.isChoice) choices = noteChoice(extended, choices, findings);
    } else if (!(isResource && property === "resourceType")) {
      reportUnknown(property, node, findings);
    }
  }
  if (!isResource && (count === 0 || (count === 1 && value["id"] !== undefined))) {
    findings.report("fhir/empty", "an element has a value, children or extensions");
  }
  checkRequired(value, node, findings);
  if (node.name === "Extension") checkExtension(value, choices !== undefined, findings);
  if (node.name === "Reference") noteLocalReference(value, scope);
}

function reportUnknown(property: string, node: Node, findings: Findings): void {
  // A name that is no identifier may be anything, so it isn't repeated.
  if (printableName.test(property))
    findings.report("fhir/unknown-property", `${node.name} has no such property`, property);
  else findings.report("fhir/unknown-property", `${node.name} has a property with a malformed name`);
}

function noteChoice(rule: ElementRule, seen: Map<string, string> | undefined, findings: Findings): Map<string, string> {
  const choices = seen ?? new Map<string, string>();
  const first = choices.get(rule.element);
  if (first === undefined) choices.set(rule.element, rule.property);
  else if (first !== rule.property)
    findings.report("fhir/choice-conflict", `only one type of ${rule.element}[x] may be present`, rule.property);
  return choices;
}

function checkRequired(value: JsonObject, node: Node, findings: Findings): void {
  for (const requirement of node.required) {
    if (!requirement.properties.some((property) => value[property] !== undefined)) {
      findings.report("fhir/missing-property", `${requirement.element} is required`, requirement.element);
    }
  }
}

function checkSingle(child: JsonValue, rule: ElementRule, scope: Scope): void {
  scope.findings.path.enter(rule.property);
  if (isJsonArray(child)) scope.findings.report("fhir/not-repeatable", "this element doesn't repeat: no array");
  else checkContent(child, rule, scope);
  scope.findings.path.leave();
}

function checkList(child: JsonValue, rule: ElementRule, parent: JsonObject, scope: Scope): void {
  const { findings } = scope;
  findings.path.enter(rule.property);
  if (!isJsonArray(child)) {
    findings.report("fhir/not-an-array", "this element repeats: an array, even for one");
  } else if (child.length === 0) {
    findings.report("fhir/empty", "an array has at least one member");
  } else {
    const extensions = rule.content.kind === "primitive" ? parent[`_${rule.property}`] : undefined;
    for (let index = 0; index < child.length && !findings.isFull; index += 1) {
      const item = child[index] as JsonValue;
      // A null holds the place of a member that has only extensions.
      if (item === null && isJsonArray(extensions) && isJsonObject(extensions[index])) continue;
      findings.path.enter(index);
      checkContent(item, rule, scope);
      findings.path.leave();
    }
  }
  findings.path.leave();
}

function checkContent(value: JsonValue, rule: ElementRule, scope: Scope): void {
  const { findings } = scope;
  const { content } = rule;
  switch (content.kind) {
    case "primitive": {
      if (value === null || value === "") {
        findings.report("fhir/empty", "null and empty text say nothing: leave the property out");
        return;
      }
      const expected = primitiveFault(content.type, value);
      if (expected !== undefined) findings.report("fhir/malformed-value", `${content.type}: ${expected}`);
      else if (content.codes !== undefined && typeof value === "string" && !content.codes.has(value)) {
        findings.report("fhir/unknown-code", "not one of the codes that R4 requires here");
      }
      return;
    }
    case "xhtml": {
      const fault =
        typeof value === "string"
          ? xhtmlFault(value)
          : { fault: "fhir/malformed-xhtml" as const, diagnostics: "expected text" };
      if (fault !== undefined) findings.report(fault.fault, fault.diagnostics);
      return;
    }
    case "complex":
      if (!isJsonObject(value)) {
        findings.report("fhir/not-an-object", "this element is a JSON object");
        return;
      }
      checkNode(value, nodeNamed(content.node), scope, false);
      if (content.targets !== undefined) checkTarget(value, content.targets, findings);
      return;
    case "resource":
      if (!isJsonObject(value)) findings.report("fhir/not-an-object", "a resource is a JSON object");
      else if (rule.property === "contained") checkAnyResource(value, scope);
      else checkResource(value, scope);
      return;
  }
}

function checkPrimitiveExtension(child: JsonValue, property: string, rule: ElementRule, scope: Scope): void {
  const { findings } = scope;
  const element = nodeNamed("Element");
  findings.path.enter(property);
  if (!rule.repeats) {
    if (isJsonObject(child)) checkNode(child, element, scope, false);
    else findings.report("fhir/not-an-object", "a primitive's id and extensions are a JSON object");
  } else if (!isJsonArray(child)) {
    findings.report("fhir/not-an-array", "this element repeats: an array, even for one");
  } else if (!child.some((item) => item !== null)) {
    findings.report("fhir/empty", "an array has at least one member");
  } else {
    child.forEach((item: JsonValue, index) => {
      if (item === null) return;
      findings.path.enter(index);
      if (isJsonObject(item)) checkNode(item, element, scope, false);
      else findings.report("fhir/not-an-object", "a primitive's id and extensions are a JSON object");
      findings.path.leave();
    });
  }
  findings.path.leave();
}

/** Source: R4 invariant ext-1. */
function checkExtension(value: JsonObject, hasValue: boolean, findings: Findings): void {
  if (hasValue === (value["extension"] !== undefined)) {
    findings.report("fhir/extension-content", "an extension has either a value or extensions");
  }
}

function checkTarget(reference: JsonObject, targets: ReadonlySet<string>, findings: Findings): void {
  const target = parseReference(typeof reference["reference"] === "string" ? reference["reference"] : "");
  if ("type" in target && !targets.has(target.type)) {
    findings.report("fhir/wrong-target", `may refer to ${[...targets].join(", ")}`, "reference");
  }
}
