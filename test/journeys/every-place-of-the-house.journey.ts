import { auditPlaces } from "./support/audit-places.ts";

auditPlaces((as) => as !== "clinician" && as !== "front-desk");
