import { PageHeader } from "../../../../ui/PageHeader.tsx";
import { EmergencyButton } from "../../../governance/_parts/EmergencyButton.tsx";
import classes from "./NotHere.module.css";

/** In place of a chart that isn't there for this person: the same words whether there is one or not. */
export function NotHere({ patientId }: { readonly patientId: string }) {
  return (
    <div className={classes.page}>
      <PageHeader title="There is no record here for you" />
      <p>
        Either no patient has this address, or the record isn't open to you: because of your role or site, because you
        have no part in the patient's care, or because of what the patient decided. Wardbook doesn't say which.
      </p>
      <p>
        Somebody on the patient's care team can add you to it, and an administrator can change your role. Where it can't
        wait, open the record in an emergency and account for it afterwards.
      </p>
      <EmergencyButton patientId={patientId} />
    </div>
  );
}
