import { IconAlertTriangle, IconHeartbeat } from "@tabler/icons-react";
import { allows } from "../../../../app/session/allows.ts";
import { isOwnRecord } from "../../../../app/session/is-own-record.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { alertsOf } from "../../../../ui/clinical/alerts.ts";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";
import { formatName } from "../../../../ui/clinical/names.ts";
import { shortAddress } from "../../../../ui/clinical/patient-facts.ts";
import { CardMenu } from "../../../people/_parts/CardMenu.tsx";
import { NoticeMark } from "../../../people/_parts/notice/NoticeMark.tsx";
import { PhotoButton } from "../../../people/_parts/photo/PhotoButton.tsx";
import { MessageLink } from "../../../messages/MessageLink.tsx";
import { useFlags } from "../record/use-record.ts";
import { AllergyStrip } from "./AllergyStrip.tsx";
import { LaunchMenu } from "./LaunchMenu.tsx";
import classes from "./Banner.module.css";
import { inEnglish } from "../../../../language/index.ts";

import { say } from "../../words/index.ts";
import { bannerFacts } from "./banner-facts.ts";

type Props = { readonly patient: Patient; readonly patientId: string; readonly now: number };

/** Whom the chart is about. It never scrolls away, and stands on every print. */
export function Banner({ patient, patientId, now }: Props) {
  const session = useSession();
  const { scopes } = session;
  const flags = useFlags({ patientId, enabled: allows(scopes, "Flag", "s") });
  const { resuscitation, alerts } = alertsOf(flags.data?.matches ?? [], now);
  const { born, death, sex, number } = bannerFacts(patient, now);
  const address = shortAddress(patient.address);
  return (
    <section
      aria-label={say("patient")}
      className={classes.banner}
      data-deceased={death === undefined ? undefined : true}
    >
      <div className={classes.who}>
        <PhotoButton patient={patient} />
        <bdi className={classes.name}>{formatName(patient.name)}</bdi>
        <dl className={classes.facts}>
          <Fact label={say("born")} value={born} />
          {death !== undefined && <Fact label="" value={death} strong />}
          <Fact label="" value={sex} wideOnly />
          <Fact label={number?.label ?? say("number")} value={number?.value ?? say("notRecorded")} />
          {address !== undefined && <Fact label={say("livesAt")} value={address} wideOnly />}
        </dl>
        <span className={classes.apps}>
          <NoticeMark patientId={patientId} />
          <CardMenu patientId={patientId} />
          {!isOwnRecord(session) && allows(scopes, "Communication", "c") && <MessageLink patientId={patientId} />}
          <LaunchMenu patientId={patientId} />
        </span>
      </div>
      <div className={classes.warnings}>
        {allows(scopes, "AllergyIntolerance", "s") && <AllergyStrip patientId={patientId} />}
        {resuscitation !== undefined && (
          <span className={classes.resuscitation}>
            <IconHeartbeat size={15} aria-hidden />
            <bdi lang={inEnglish.lang}>{resuscitation}</bdi>
          </span>
        )}
        {alerts.map((alert) => (
          <span key={alert.id} className={classes.alert}>
            <IconAlertTriangle size={14} aria-hidden />
            <bdi>{alert.text}</bdi>
          </span>
        ))}
        {flags.isError && (
          <span className={classes.failed}>
            <IconAlertTriangle size={14} aria-hidden />
            {say("alertsFailed")}
          </span>
        )}
      </div>
    </section>
  );
}

function Fact({
  label,
  value,
  strong,
  wideOnly,
}: {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean;
  readonly wideOnly?: boolean;
}) {
  return (
    <div className={classes.fact} data-strong={strong} data-wide={wideOnly}>
      {label !== "" && <dt>{label}</dt>}
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
