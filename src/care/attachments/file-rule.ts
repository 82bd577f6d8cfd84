import { isDeepStrictEqual } from "node:util";
import { type FhirResource, subjectPatientOf } from "../../foundation/fhir/index.ts";
import type { WriteRule } from "../../custody/chart/index.ts";
import { against } from "./against.ts";
import { expectFile } from "./expect-file.ts";

function said({ meta: _meta, ...rest }: FhirResource): unknown {
  return rest;
}

/** A file is what it says that it is, and stays as it is: what names it is called a mistake, and another is added. What an import brings is
 *  kept as it was told. Files that say of no patient whose they are can be deleted: no erasure reaches them. */
export const fileRule: WriteRule = async ({ action, previous, next }) => {
  if (action === "import") return {};
  if (next === undefined) {
    if (previous !== undefined && subjectPatientOf(previous) !== undefined)
      throw against("Binary", "a file isn't deleted: say of what names it that it was entered in error");
    return {};
  }
  if (previous === undefined) expectFile(next, "Binary");
  else if (!isDeepStrictEqual(said(previous), said(next)))
    throw against("Binary.data", "a file stays as it is: add the other one beside it");
  return {};
};
