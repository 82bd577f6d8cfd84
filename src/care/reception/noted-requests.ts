import { requestTable } from "../../foundation/platform/requests/index.ts";

/** What was sent from the public pages. */
export const notedRequests = requestTable("public_request");
