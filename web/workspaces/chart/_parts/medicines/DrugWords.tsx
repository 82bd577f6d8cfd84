import type { DrugLine } from "../../../../ui/clinical/drug-line.ts";
import { inEnglish } from "../../../../language/index.ts";
import { say } from "../../words/index.ts";
import classes from "./DrugWords.module.css";

/** The drug line: what it is, over how it is taken. How is said in English: a dose is never put into other words than it was checked in. */
export function DrugWords({ line }: { readonly line: DrugLine }) {
  return (
    <span className={classes.drug}>
      <span className={classes.name}>
        <bdi>{line.name}</bdi>
      </span>
      <span className={classes.dosage} data-missing={line.dosage === undefined ? true : undefined}>
        {line.dosage === undefined ? say("doseNotRecorded") : <bdi lang={inEnglish.lang}>{line.dosage}</bdi>}
      </span>
      {line.instruction !== undefined && (
        <span className={classes.instruction}>
          <bdi>{line.instruction}</bdi>
        </span>
      )}
    </span>
  );
}
