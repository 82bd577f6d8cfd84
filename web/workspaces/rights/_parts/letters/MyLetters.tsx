import { Anchor } from "@mantine/core";
import { dateText } from "../../../../ui/dates.ts";
import { ownPdfOf, useMyLetters } from "./letter-calls.ts";
import classes from "./letters.module.css";
import { say } from "../../words/index.ts";

/** The letters that were sent about one of the person's requests. */
export function MyLetters({ request }: { readonly request: string }) {
  const letters = (useMyLetters().data?.letters ?? []).filter(({ requestId }) => requestId === request);
  return letters.map(({ id, madeAt, words }) => (
    <div key={id} className={classes.mine}>
      <Anchor href={ownPdfOf(id)} download>
        {say("letterOf", { day: dateText(madeAt), title: words?.title ?? "" })}
      </Anchor>
    </div>
  ));
}
