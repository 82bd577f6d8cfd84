import { Button } from "@mantine/core";
import type { BookingDraft } from "./booking-draft.ts";
import classes from "./UnfinishedBooking.module.css";
import { say } from "../words/index.ts";
import { dotted } from "../../../ui/dotted.ts";

type Props = { readonly draft: BookingDraft; readonly goOn: () => void; readonly discard: () => void };

/** What was typed and not booked: it waits on this device. */
export function UnfinishedBooking({ draft, goOn, discard }: Props) {
  const what = dotted([draft.patientName, [draft.day, draft.time].filter((part) => part !== "").join(" ")]);
  return (
    <div className={classes.line} role="status">
      <span className={classes.words}>
        {say.rich("notBookedYet", { what, b: (inside) => <strong key="b">{inside}</strong> })}
      </span>
      <Button size="compact-sm" variant="default" onClick={goOn}>
        {say("goOn")}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={discard}>
        {say("discard")}
      </Button>
    </div>
  );
}
