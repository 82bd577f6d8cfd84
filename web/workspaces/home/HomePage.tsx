import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { MyRecordStart } from "../my-record/MyRecordStart.tsx";
import { AdministratorHome } from "./_parts/AdministratorHome.tsx";
import { AuditorHome } from "./_parts/AuditorHome.tsx";
import { ClinicianHome } from "./_parts/ClinicianHome.tsx";
import { FrontDeskHome } from "./_parts/FrontDeskHome.tsx";
import { PlainHome } from "./_parts/PlainHome.tsx";

/** What there is to do now, for each kind of person. */
export function HomePage() {
  const { person, scopes, permissions = [] } = useSession();
  switch (person.role) {
    case "clinician":
      return <ClinicianHome />;
    case "front-desk":
      return <FrontDeskHome />;
    case "administrator":
      return <AdministratorHome />;
    case "auditor":
      return <AuditorHome />;
    case "patient":
    case "family-member":
      return <MyRecordStart />;
  }
  // Other roles, an organisation's own among them, by what they may do: who runs the house comes to the house.
  if (permissions.includes("people.manage")) return <AdministratorHome />;
  if (allows(scopes, "Appointment", "s"))
    return allows(scopes, "Observation", "s") ? <ClinicianHome /> : <FrontDeskHome />;
  return permissions.includes("ledger.read") ? <AuditorHome /> : <PlainHome />;
}
