import { Button, Title } from "@mantine/core";
import { useId, useState } from "react";
import type { HeldTime } from "../../../../contract/index.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { dateTimeText, timeText, weekdayText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useEnquiry } from "../../enquiries/_parts/enquiry-calls.ts";
import { BookHeldDialog } from "./BookHeldDialog.tsx";
import { ReleaseHeldDialog } from "./ReleaseHeldDialog.tsx";
import { useHeldTimes } from "./held-calls.ts";
import classes from "./HeldTimes.module.css";
import { say } from "../words/index.ts";

/** Times that people asked for on the public page, which are theirs once somebody books them. Nothing where there are none. */
export function HeldTimes() {
  const { scopes } = useSession();
  const held = useHeldTimes(allows(scopes, "Appointment", "s"));
  const id = useId();
  if (held.error !== null) return <ErrorNotice error={held.error} again={() => void held.refetch()} />;
  if (held.data === undefined || held.data.holds.length === 0) return null;
  return (
    <section aria-labelledby={id} className={classes.held}>
      <Title order={2} size="h4" id={id}>
        {say("keptTimes")}
      </Title>
      <ul className={classes.list}>
        {held.data.holds.map((hold) => (
          <HeldRow key={hold.id} hold={hold} timeZone={held.data.timeZone} />
        ))}
      </ul>
    </section>
  );
}

function HeldRow({ hold, timeZone }: { readonly hold: HeldTime; readonly timeZone: string }) {
  const { scopes } = useSession();
  const [doing, setDoing] = useState<"book" | "release" | undefined>();
  const enquiry = useEnquiry(hold.enquiryId).data;
  const who = enquiry?.name ?? say("somebody");
  const when = `${weekdayText(hold.start, timeZone)} ${timeText(hold.start, timeZone)}`;
  return (
    <li className={classes.row}>
      <span className={classes.when}>{when}</span>
      <span className={classes.what}>
        {hold.therapist === undefined
          ? say("whoKind", { who, kind: hold.kind })
          : say("whoKindWith", { who, kind: hold.kind, therapist: hold.therapist })}
        <br />
        <span className={classes.until}>{say("freeAgainAt", { when: dateTimeText(hold.until, timeZone) })}</span>
      </span>
      {allows(scopes, "Appointment", "u") && (
        <span className={classes.acts}>
          <Button size="compact-md" onClick={() => setDoing("book")} aria-label={say("bookWhenFor", { when, who })}>
            {say("bookEllipsis")}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            onClick={() => setDoing("release")}
            aria-label={say("giveBackWhenOf", { when, who })}
          >
            {say("giveBackEllipsis")}
          </Button>
        </span>
      )}
      {doing === "book" && (
        <BookHeldDialog hold={hold} enquiry={enquiry} when={when} close={() => setDoing(undefined)} />
      )}
      {doing === "release" && <ReleaseHeldDialog hold={hold} who={who} when={when} close={() => setDoing(undefined)} />}
    </li>
  );
}
