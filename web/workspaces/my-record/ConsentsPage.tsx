import type { ConsentRow } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { useConsents } from "../chart/consents/consent-calls.ts";
import { Loaded, Nothing } from "../chart/_parts/layout/Loaded.tsx";
import { CorrectButton } from "./_parts/CorrectButton.tsx";
import { Page, Part } from "./_parts/Frame.tsx";
import classes from "./_parts/my-record.module.css";
import { useMyRecord } from "./_parts/own-records.ts";
import { plainDay } from "./_parts/plain-date.ts";
import { TakeBack } from "./_parts/TakeBack.tsx";
import { TryOut } from "./_parts/TryOut.tsx";
import { RestrictedMark } from "./_parts/RestrictedMark.tsx";
import { inEnglish } from "../../language/index.ts";
import { InEnglish } from "../../ui/InEnglish.tsx";
import { say } from "./words/index.ts";

/** What was decided about who sees the record. */
export function ConsentsPage() {
  const { patientId } = useMyRecord();
  const consents = useConsents(patientId);
  const { permissions } = useSession();
  return (
    <Page title={say("whoMaySee")} about={say("whoMaySeeAbout")}>
      <Part title={say("holdsNow")}>
        <Loaded query={consents} what={say("whoMaySee")}>
          {({ consents: all }) => {
            const holding = all.filter(({ inForce, faults }) => inForce || faults.length > 0);
            if (holding.length === 0) return <Nothing>{say("nothingDecided")}</Nothing>;
            return (
              <ul className={classes.items}>
                {holding.map((consent) => (
                  <li key={consent.id} className={classes.item}>
                    {consent.sentences.map((sentence) => (
                      <p {...inEnglish} key={sentence} className={classes.line}>
                        {sentence}
                      </p>
                    ))}
                    {consent.faults.length > 0 && <p className={classes.heed}>{say("notUnderstood")}</p>}
                    <p className={classes.dim}>{sourceOf(consent)}</p>
                    <RestrictedMark reference={`Consent/${consent.id}`} />
                    <div className={classes.acts}>
                      {consent.own && (
                        <InEnglish>
                          <TakeBack patientId={patientId} consent={consent} />
                        </InEnglish>
                      )}
                      <CorrectButton
                        what={consent.sentences[0] ?? say("whoMaySee")}
                        reference={`Consent/${consent.id}`}
                      />
                    </div>
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
      </Part>
      {permissions?.includes("accesses.read") === true && !consents.isPending && (
        <InEnglish>
          <TryOut patientId={patientId} mayKeepOut={consents.data?.mayKeepOut === true} />
        </InEnglish>
      )}
    </Page>
  );
}

/** When it was written down, and by whom it was given. */
function sourceOf({ recordedAt, givenBy, own }: ConsentRow): string {
  const since = recordedAt === undefined ? [] : [say("writtenDownOn", { day: plainDay(recordedAt) ?? "" })];
  const by = givenBy === undefined ? [] : [say("givenBy", { name: givenBy })];
  return [...since, ...(own ? [say("writtenByYou")] : by)].join(", ");
}
