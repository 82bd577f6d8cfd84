import { type FhirResource, objectsIn } from "../../foundation/fhir/index.ts";
import type { VoucherState } from "./states.ts";
import { extensionUrl } from "./vocabulary.ts";

/** What is done with a voucher that was written. */
export type VoucherStep =
  | { readonly kind: "submit" }
  | { readonly kind: "approve"; readonly reason?: string | undefined }
  | { readonly kind: "reject"; readonly reason?: string | undefined }
  | { readonly kind: "void"; readonly reason?: string | undefined }
  | { readonly kind: "pay"; readonly method: "till" | "bank"; readonly reference?: string | undefined };

export const stateAfter: Readonly<Record<VoucherStep["kind"], VoucherState>> = {
  submit: "submitted",
  approve: "approved",
  reject: "rejected",
  void: "voided",
  pay: "paid",
};

/** What whoever takes the step says to it: the server adds who and when. */
export function withWords(resource: FhirResource, step: VoucherStep): { readonly extension?: readonly object[] } {
  const words = (url: string, parts: readonly object[]) => ({
    extension: [...objectsIn(resource["extension"]).filter((one) => one["url"] !== url), { url, extension: parts }],
  });
  const reason = "reason" in step && step.reason !== undefined ? [{ url: "reason", valueString: step.reason }] : [];
  switch (step.kind) {
    case "submit":
      return {};
    case "approve":
    case "reject":
      return reason.length === 0 ? {} : words(extensionUrl.decided, reason);
    case "void":
      return reason.length === 0 ? {} : words(extensionUrl.voided, reason);
    case "pay":
      return words(extensionUrl.paid, [
        { url: "method", valueCode: step.method },
        ...(step.reference === undefined ? [] : [{ url: "reference", valueString: step.reference }]),
      ]);
  }
}
