import { requestTable } from "../../foundation/platform/requests/index.ts";

/** Bookings that were asked for. */
export const notedRequests = requestTable("calendar_request");
