import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { BranchNumbersSection } from "./_parts/settings/BranchNumbersSection.tsx";
import { NoticeSection } from "./_parts/settings/NoticeSection.tsx";
import { say } from "./words/index.ts";

/** What registration goes by: how each branch numbers its patients, and the privacy notice. */
export function RegistrationSettingsPage() {
  const { scopes } = useSession();
  return (
    <>
      <PageHeader title={say("registration")} summary={say("registrationSummary")} />
      {allows(scopes, "Location", "u") && <BranchNumbersSection />}
      <NoticeSection />
    </>
  );
}
