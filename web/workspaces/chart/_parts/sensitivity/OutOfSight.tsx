import { IconEyeOff } from "@tabler/icons-react";
import { inSentence } from "../../../../ui/in-sentence.ts";
import classes from "./SensitivityDialog.module.css";

/** Said before it is tried: a record that its writer wouldn't see any more isn't taken. */
export function OutOfSight({ labels }: { readonly labels: readonly string[] }) {
  return (
    <p role="alert" className={classes.caution}>
      <IconEyeOff size={18} aria-hidden />
      <span>
        Your role isn’t cleared for {labels.map(inSentence).join(" or ")}: marked so, this record would go out of your
        own sight, and it isn’t saved that way. Ask somebody whose role is cleared for it.
      </span>
    </p>
  );
}
