import { lazy, Suspense } from "react";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { PageWait } from "../../ui/PageWait.tsx";

// Each of them is the first screen of some people alone: nobody waits for the others'.
const AdministratorHome = lazy(async () => ({
  default: (await import("./_parts/AdministratorHome.tsx")).AdministratorHome,
}));
const AuditorHome = lazy(async () => ({ default: (await import("./_parts/AuditorHome.tsx")).AuditorHome }));
const ClinicianHome = lazy(async () => ({ default: (await import("./_parts/ClinicianHome.tsx")).ClinicianHome }));
const FrontDeskHome = lazy(async () => ({ default: (await import("./_parts/FrontDeskHome.tsx")).FrontDeskHome }));
const MyRecordStart = lazy(async () => ({ default: (await import("../my-record/MyRecordStart.tsx")).MyRecordStart }));
const PlainHome = lazy(async () => ({ default: (await import("./_parts/PlainHome.tsx")).PlainHome }));

/** What there is to do now, for each kind of person. */
export function HomePage() {
  return (
    <Suspense fallback={<PageWait />}>
      <Home />
    </Suspense>
  );
}

function Home() {
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
