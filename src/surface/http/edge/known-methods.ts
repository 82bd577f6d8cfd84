import { edgeRefusal } from "./answer-refusal.ts";
import type { Check } from "./check.ts";

/** Methods that any route of ours takes. TRACE, which repeats what it was sent, is none of them. */
const known = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Refuses other methods before anybody is asked who they are. */
export const isKnownMethod: Check = ({ method }) =>
  known.has(method)
    ? undefined
    : edgeRefusal(405, "http/unsupported-method", "No address takes this method.", {
        allow: "GET, HEAD, POST, PUT, PATCH, DELETE",
      });
