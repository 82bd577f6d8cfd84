import { Nothing, Waiting } from "../chart/_parts/layout/Loaded.tsx";
import { NotAll } from "../chart/_parts/layout/NotAll.tsx";
import { useLaboratory, useVitals } from "../chart/_parts/record/use-record.ts";
import { Page, Part } from "./_parts/Frame.tsx";
import classes from "./_parts/my-record.module.css";
import { type OwnResult, ownResults } from "./_parts/own-results.ts";
import { useMyRecord } from "./_parts/own-records.ts";
import { ResultItem } from "./_parts/ResultItem.tsx";
import { resultPageWords as words } from "./_parts/result-words.ts";
import { homeWords } from "./_parts/home-words.ts";

/** What was measured, in sentences made of the data alone. */
export function ResultsPage() {
  const record = useMyRecord();
  const laboratory = useLaboratory(record);
  const vitals = useVitals(record);
  if (laboratory.data === undefined || vitals.data === undefined)
    return (
      <Page title={homeWords.results} about={words.about} english>
        <Waiting queries={[laboratory, vitals]} what="results" lines={6} />
      </Page>
    );
  const tests = ownResults(laboratory.data.matches);
  const measured = ownResults(vitals.data.matches);
  return (
    <Page title={homeWords.results} about={words.about} english>
      <NotAll complete={laboratory.data.complete && vitals.data.complete} what="results" />
      {tests.length === 0 && measured.length === 0 && <Nothing>{words.none}</Nothing>}
      {tests.length > 0 && (
        <Part title={words.laboratory}>
          <Lines results={tests} />
        </Part>
      )}
      {measured.length > 0 && (
        <Part title={words.vital}>
          <Lines results={measured} />
        </Part>
      )}
    </Page>
  );
}

function Lines({ results }: { readonly results: readonly OwnResult[] }) {
  return (
    <ul className={classes.items}>
      {results.map((result) => (
        <li key={result.key} className={classes.item}>
          <ResultItem result={result} />
        </li>
      ))}
    </ul>
  );
}
