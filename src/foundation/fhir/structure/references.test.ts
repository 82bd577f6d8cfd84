import { describe, expect, test } from "vitest";
import { parseResourceText } from "../parse-json.ts";
import type { FhirResource } from "../types.ts";
import { parseReference } from "./parse-reference.ts";
import { referencesIn, rewriteReferences } from "./references.ts";
import { aBundle, anObservation, aPatient, samples } from "./samples.ts";

const fullUrl = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520";

describe("references", () => {
  test("are found with their places, in backbones, extensions, contained resources and entries", () => {
    expect(referencesIn(anObservation as FhirResource).map(({ path, reference }) => `${path} ${reference}`)).toEqual([
      "Observation.subject.reference Patient/0c89b627-646b-40ff-a620-c8509a10912c",
      "Observation.performer[0].reference Practitioner/example",
      "Observation.device.reference #cuff",
    ]);
    const hidden = {
      resourceType: "Basic",
      code: { text: "x" },
      contained: [{ resourceType: "Device", id: "a", patient: { reference: "Patient/p" } }],
      extension: [{ url: "u", extension: [{ url: "v", valueReference: { reference: "Group/g" } }] }],
      _created: { extension: [{ url: "w", valueReference: { reference: "Location/l" } }] },
      identifier: [{ assigner: { reference: "Organization/o" } }],
    };
    expect(referencesIn(hidden as FhirResource).map(({ path }) => path)).toEqual([
      "Basic.contained[0].patient.reference",
      "Basic.extension[0].extension[0].valueReference.reference",
      "Basic._created.extension[0].valueReference.reference",
      "Basic.identifier[0].assigner.reference",
    ]);
    expect(referencesIn(aBundle as FhirResource).map(({ path }) => path)).toContain(
      "Bundle.entry[1].resource.subject.reference",
    );
  });

  test("parse into their forms", () => {
    expect(parseReference("Patient/a-1")).toEqual({ kind: "relative", type: "Patient", id: "a-1" });
    expect(parseReference("Patient/a/_history/2")).toEqual({
      kind: "relative",
      type: "Patient",
      id: "a",
      version: "2",
    });
    expect(parseReference("https://example.org/fhir/Patient/a")).toEqual({
      kind: "absolute",
      base: "https://example.org/fhir",
      type: "Patient",
      id: "a",
    });
    expect(parseReference("http://e.org/Patient/a/_history/2")).toEqual({
      kind: "absolute",
      base: "http://e.org",
      type: "Patient",
      id: "a",
      version: "2",
    });
    expect(parseReference(fullUrl)).toEqual({ kind: "urn", urn: fullUrl });
    expect(parseReference("#cuff")).toEqual({ kind: "contained", id: "cuff" });
    expect(parseReference("#")).toEqual({ kind: "contained", id: "" });
    expect(parseReference("Patient?identifier=a|b")).toEqual({
      kind: "conditional",
      type: "Patient",
      query: "identifier=a|b",
    });
    for (const text of [
      "",
      "Patient",
      "Patient/",
      "Teapot/a",
      "/Patient/a",
      "Patient/a/b",
      "patient/a",
      "Patient/a b",
      "Patient/a#b",
      "../Patient/a",
      "Teapot?a=b",
      "ftp://x/Patient/a",
    ]) {
      expect([text, parseReference(text).kind]).toEqual([text, "other"]);
    }
  });
});

describe("rewriting references", () => {
  test("replaces references and links of every kind, and leaves identifiers, strings and numbers", () => {
    const text = JSON.stringify({
      resourceType: "DocumentReference",
      text: {
        status: "generated",
        div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${fullUrl}">x</a> ${fullUrl}</div>`,
      },
      identifier: [{ system: "urn:ietf:rfc:3986", value: fullUrl }],
      status: "current",
      subject: { reference: fullUrl, display: fullUrl },
      content: [{ attachment: { url: fullUrl, title: fullUrl, size: 5 } }],
      extension: [{ url: "u", valueDecimal: 0 }],
      context: { related: [{ reference: "Patient/other" }, { reference: fullUrl }] },
    }).replace('"valueDecimal":0', '"valueDecimal":1.50');
    const original = parseResourceText(text) as FhirResource;
    const rewritten = rewriteReferences(original, (link) => (link === fullUrl ? "Patient/p" : undefined));
    const expected = text
      .replace(`"reference":"${fullUrl}","display"`, '"reference":"Patient/p","display"')
      .replace(`"url":"${fullUrl}"`, '"url":"Patient/p"')
      .replace(`{"reference":"${fullUrl}"}`, '{"reference":"Patient/p"}')
      .replace(`href=\\"${fullUrl}\\"`, 'href=\\"Patient/p\\"');
    expect(JSON.stringify(rewritten)).toBe(expected);
    expect(JSON.stringify(original)).toBe(text);
  });

  test("tells references from other links", () => {
    const kinds: string[] = [];
    rewriteReferences(aPatient as FhirResource, (link, kind) => {
      kinds.push(`${kind} ${link}`);
      return undefined;
    });
    expect(kinds).toContain("reference Patient/other");
    expect(kinds).toContain("uri urn:oid:2.16.840.1.113883.4.1");
    expect(kinds).not.toContain("uri 999-12-3456");
  });

  test("returns the very same resource when nothing changes", () => {
    for (const sample of samples) expect(rewriteReferences(sample as FhirResource, () => undefined)).toBe(sample);
    const changed = rewriteReferences(anObservation as FhirResource, (link) =>
      link === "Practitioner/example" ? "Practitioner/p" : undefined,
    );
    expect(changed).not.toBe(anObservation);
    expect(changed["component"]).toBe(anObservation.component);
  });
});
