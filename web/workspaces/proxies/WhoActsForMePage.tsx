import { PageHeader } from "../../ui/PageHeader.tsx";
import { WhoActsForMe } from "./_parts/WhoActsForMe.tsx";
import { say } from "./words/index.ts";

/** Who acts for the patient who is signed in. */
export function WhoActsForMePage() {
  return (
    <>
      <PageHeader title={say("whoActsForMe")} summary={say("accountsOfTheirOwn")} />
      <WhoActsForMe />
    </>
  );
}
