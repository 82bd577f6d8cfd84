import { Loaded } from "../chart/_parts/layout/Loaded.tsx";
import { useAllergies } from "../chart/_parts/record/use-record.ts";
import { Allergies } from "./_parts/Allergies.tsx";
import { allergyWords as words } from "./_parts/allergy-words.ts";
import { Page } from "./_parts/Frame.tsx";
import { useMyRecord } from "./_parts/own-records.ts";
import { homeWords } from "./_parts/home-words.ts";

export function AllergiesPage() {
  const allergies = useAllergies(useMyRecord());
  return (
    <Page title={homeWords.allergies} about={words.about} english>
      <Loaded query={allergies} what="allergies">
        {({ matches }) => <Allergies records={matches} />}
      </Loaded>
    </Page>
  );
}
