import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { BranchNumbersSection } from "./_parts/settings/BranchNumbersSection.tsx";
import { NoticeSection } from "./_parts/settings/NoticeSection.tsx";

/** What registration goes by: how each branch numbers its patients, and the privacy notice. */
export function RegistrationSettingsPage() {
  const { scopes } = useSession();
  return (
    <>
      <PageHeader
        title="Registration"
        summary="How each branch numbers its patients, and what patients are told of their data."
      />
      {allows(scopes, "Location", "u") && <BranchNumbersSection />}
      <NoticeSection />
    </>
  );
}
