import type { ConsentRow } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { useConsents } from "../chart/consents/consent-calls.ts";
import { Loaded, Nothing } from "../chart/_parts/layout/Loaded.tsx";
import { consentPageWords as words } from "./_parts/consent-page-words.ts";
import { CorrectButton } from "./_parts/CorrectButton.tsx";
import { Page, Part } from "./_parts/Frame.tsx";
import classes from "./_parts/my-record.module.css";
import { useMyRecord } from "./_parts/own-records.ts";
import { plainDay } from "./_parts/plain-date.ts";
import { TakeBack } from "./_parts/TakeBack.tsx";
import { TryOut } from "./_parts/TryOut.tsx";
import { RestrictedMark } from "./_parts/RestrictedMark.tsx";

/** What was decided about who sees the record. */
export function ConsentsPage() {
  const { patientId } = useMyRecord();
  const consents = useConsents(patientId);
  const { permissions } = useSession();
  return (
    <Page title={words.title} about={words.about}>
      <Part title={words.held}>
        <Loaded query={consents} what="consents">
          {({ consents: all }) => {
            const holding = all.filter(({ inForce, faults }) => inForce || faults.length > 0);
            if (holding.length === 0) return <Nothing>{words.none}</Nothing>;
            return (
              <ul className={classes.items}>
                {holding.map((consent) => (
                  <li key={consent.id} className={classes.item}>
                    {consent.sentences.map((sentence) => (
                      <p key={sentence} className={classes.line}>
                        {sentence}
                      </p>
                    ))}
                    {consent.faults.length > 0 && <p className={classes.heed}>{words.notUnderstood}</p>}
                    <p className={classes.dim}>{sourceOf(consent)}</p>
                    <RestrictedMark reference={`Consent/${consent.id}`} />
                    <div className={classes.acts}>
                      {consent.own && <TakeBack patientId={patientId} consent={consent} />}
                      <CorrectButton what={consent.sentences[0] ?? words.title} reference={`Consent/${consent.id}`} />
                    </div>
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
      </Part>
      {permissions?.includes("accesses.read") === true && !consents.isPending && (
        <TryOut patientId={patientId} mayKeepOut={consents.data?.mayKeepOut === true} />
      )}
    </Page>
  );
}

/** When it was written down, and by whom it was given. */
function sourceOf({ recordedAt, givenBy, own }: ConsentRow): string {
  const since = recordedAt === undefined ? [] : [`${words.since} ${plainDay(recordedAt) ?? ""}`];
  const by = givenBy === undefined ? [] : [`${words.by} ${givenBy}`];
  return [...since, ...(own ? [words.byYou] : by)].join(", ");
}
