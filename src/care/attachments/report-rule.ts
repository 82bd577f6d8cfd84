import { objectsIn, subjectPatientOf } from "../../foundation/fhir/index.ts";
import type { WriteRule } from "../../custody/chart/index.ts";
import { expectFile } from "./expect-file.ts";
import { type FilePorts, expectOwn, filesNamedBy } from "./named-files.ts";

const path = "DiagnosticReport.presentedForm";

/** The forms in which a result is shown to people are files of the same patient, and are what they say. */
export function reportRule(ports: FilePorts): WriteRule {
  return async ({ caller, action, previous, next }) => {
    if (action === "import" || next === undefined) return {};
    const forms = objectsIn(next["presentedForm"]);
    const before = objectsIn(previous?.["presentedForm"]);
    const known = new Set(before.map(({ data }) => data));
    for (const form of forms) if (form["data"] !== undefined && !known.has(form["data"])) expectFile(form, path);
    const named = new Set(filesNamedBy(before));
    const files = filesNamedBy(forms).filter((file) => !named.has(file));
    if (files.length === 0) return {};
    return { alongside: expectOwn(ports, caller.tenant, files, { patient: subjectPatientOf(next), path }) };
  };
}
