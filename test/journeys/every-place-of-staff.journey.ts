import { auditPlaces } from "./support/audit-places.ts";

auditPlaces((as, path) => (as === "clinician" ? !path.startsWith("/patients/") : as === "front-desk"));
