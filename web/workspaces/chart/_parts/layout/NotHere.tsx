import { PageHeader } from "../../../../ui/PageHeader.tsx";
import { EmergencyButton } from "../../../governance/_parts/EmergencyButton.tsx";
import classes from "./NotHere.module.css";
import { say } from "../../words/index.ts";

/** In place of a chart that isn't there for this person: the same words whether there is one or not. */
export function NotHere({ patientId }: { readonly patientId: string }) {
  return (
    <div className={classes.page}>
      <PageHeader title={say("notHere")} />
      <p>{say("notHereWhy")}</p>
      <p>{say("notHereWhat")}</p>
      <EmergencyButton patientId={patientId} />
    </div>
  );
}
