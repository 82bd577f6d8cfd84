import { IconEyeOff } from "@tabler/icons-react";
import { inSentence } from "../../../../ui/in-sentence.ts";
import classes from "./SensitivityDialog.module.css";
import { say } from "./words/index.ts";

/** Said before it is tried: a record that its writer wouldn't see any more isn't taken. */
export function OutOfSight({ labels }: { readonly labels: readonly string[] }) {
  return (
    <p role="alert" className={classes.caution}>
      <IconEyeOff size={18} aria-hidden />
      <span>
        {say("outOfSight", {
          labels: labels.map(inSentence).reduce((first, second) => say("orElse", { first, second })),
        })}
      </span>
    </p>
  );
}
