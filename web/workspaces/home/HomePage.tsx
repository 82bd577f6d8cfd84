import { useSession } from "../../app/session/use-session.ts";
import { AdministratorHome } from "./_parts/AdministratorHome.tsx";
import { AuditorHome } from "./_parts/AuditorHome.tsx";
import { ClinicianHome } from "./_parts/ClinicianHome.tsx";
import { FrontDeskHome } from "./_parts/FrontDeskHome.tsx";

/** What there is to do now, for each kind of person. */
export function HomePage() {
  const { person } = useSession();
  switch (person.role) {
    case "clinician":
      return <ClinicianHome />;
    case "front-desk":
      return <FrontDeskHome />;
    case "administrator":
      return <AdministratorHome />;
    case "auditor":
      return <AuditorHome />;
  }
}
