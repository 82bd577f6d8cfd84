import { PageHeader } from "../../ui/PageHeader.tsx";
import { WhoActsForMe } from "./_parts/WhoActsForMe.tsx";

/** Who acts for the patient who is signed in. */
export function WhoActsForMePage() {
  return (
    <>
      <PageHeader
        title="Who acts for me"
        summary="They sign in with accounts of their own. What they look at is in your list of who looked."
      />
      <WhoActsForMe />
    </>
  );
}
