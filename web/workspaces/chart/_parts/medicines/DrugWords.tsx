import type { DrugLine } from "../../../../ui/clinical/drug-line.ts";
import classes from "./DrugWords.module.css";

/** The drug line: what it is, over how it is taken. */
export function DrugWords({ line }: { readonly line: DrugLine }) {
  return (
    <span className={classes.drug}>
      <span className={classes.name}>{line.name}</span>
      <span className={classes.dosage} data-missing={line.dosage === undefined ? true : undefined}>
        {line.dosage ?? "Dose and frequency not recorded"}
      </span>
      {line.instruction !== undefined && <span className={classes.instruction}>{line.instruction}</span>}
    </span>
  );
}
