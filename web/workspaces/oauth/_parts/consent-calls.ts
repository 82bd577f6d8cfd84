import { consentDecisionAnswer, consentRequest, type ConsentRequest } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

export type Decision =
  | { readonly allow: true; readonly scopes: readonly string[]; readonly patient?: string }
  | { readonly allow: false };

export function readRequest(uid: string): Promise<ConsentRequest> {
  return api.get(`/oauth/consent/${encodeURIComponent(uid)}/request`, consentRequest);
}

/** Where the browser goes now. */
export function decide(uid: string, decision: Decision): Promise<{ to: string }> {
  return api.post(`/oauth/consent/${encodeURIComponent(uid)}/decision`, decision, consentDecisionAnswer);
}
