import { documentSystem, letterCode, letterRecipientUrl } from "../../../../contract/index.ts";
import type { DocumentReference } from "../../../ui/clinical/fhir-types.ts";

/** Whether a document is a letter that was signed here. */
export function isLetter({ category }: DocumentReference): boolean {
  return (
    category?.some(({ coding }) =>
      coding?.some(({ system, code }) => system === documentSystem && code === letterCode),
    ) === true
  );
}

/** The lines to whom it is addressed. */
export function recipientOf(
  document: DocumentReference & {
    readonly extension?: readonly { readonly url: string; readonly valueString?: string }[];
  },
): string | undefined {
  return document.extension?.find(({ url }) => url === letterRecipientUrl)?.valueString;
}
