import type { Issue, IssueType } from "../types.ts";
import { ElementPath } from "./element-path.ts";

/** Everything structural validation can find, with the FHIR issue type it goes out under. */
const issueTypes = {
  "fhir/not-an-object": "structure",
  "fhir/unknown-resource-type": "structure",
  "fhir/unknown-property": "structure",
  "fhir/not-an-array": "structure",
  "fhir/not-repeatable": "structure",
  "fhir/empty": "structure",
  "fhir/choice-conflict": "structure",
  "fhir/too-deep": "structure",
  "fhir/missing-property": "required",
  "fhir/malformed-value": "value",
  "fhir/unknown-code": "code-invalid",
  "fhir/wrong-target": "value",
  "fhir/malformed-xhtml": "invalid",
  "fhir/unsafe-xhtml": "security",
  "fhir/extension-content": "extension",
  "fhir/contained-resource": "invariant",
  "fhir/unresolved-local-reference": "invariant",
} as const satisfies Record<string, IssueType>;

export type StructureFault = keyof typeof issueTypes;

/** How many issues one validation reports. A text with more is not worth listing further. */
export const maximumIssues = 50;

/** Collects issues about the places that `path` goes through. */
export class Findings {
  readonly issues: Issue[] = [];
  readonly path = new ElementPath();

  get isFull(): boolean {
    return this.issues.length >= maximumIssues;
  }

  /** @param child a property below the present place that the issue is about */
  report(fault: StructureFault, diagnostics: string, child?: string): void {
    if (this.isFull) return;
    this.reportAt(child === undefined ? `${this.path}` : `${this.path}.${child}`, fault, diagnostics);
  }

  /** Reports about a place that the walk has left. */
  reportAt(expression: string, fault: StructureFault, diagnostics: string): void {
    if (this.isFull) return;
    const place = expression === "" ? {} : { expression };
    this.issues.push({ severity: "error", code: issueTypes[fault], details: fault, ...place, diagnostics });
  }
}
