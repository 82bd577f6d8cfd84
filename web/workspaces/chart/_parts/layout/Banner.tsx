import { IconAlertTriangle, IconHeartbeat } from "@tabler/icons-react";
import { allows } from "../../../../app/session/allows.ts";
import { isOwnRecord } from "../../../../app/session/is-own-record.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { formatAge } from "../../../../ui/clinical/age.ts";
import { alertsOf } from "../../../../ui/clinical/alerts.ts";
import { formatDate, wallTime } from "../../../../ui/clinical/dates.ts";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";
import { formatName } from "../../../../ui/clinical/names.ts";
import { deathText, formatSex, patientNumber, shortAddress } from "../../../../ui/clinical/patient-facts.ts";
import { CardMenu } from "../../../people/_parts/CardMenu.tsx";
import { NoticeMark } from "../../../people/_parts/notice/NoticeMark.tsx";
import { PhotoButton } from "../../../people/_parts/photo/PhotoButton.tsx";
import { MessageLink } from "../../../messages/MessageLink.tsx";
import { useFlags } from "../record/use-record.ts";
import { AllergyStrip } from "./AllergyStrip.tsx";
import { LaunchMenu } from "./LaunchMenu.tsx";
import classes from "./Banner.module.css";
import { inEnglish } from "../../../../language/index.ts";

type Props = { readonly patient: Patient; readonly patientId: string; readonly now: number };

/** Whom the chart is about. It never scrolls away, and stands on every print. */
export function Banner({ patient, patientId, now }: Props) {
  const session = useSession();
  const { scopes } = session;
  const flags = useFlags({ patientId, enabled: allows(scopes, "Flag", "s") });
  const { resuscitation, alerts } = alertsOf(flags.data?.matches ?? [], now);
  const death = deathText(patient);
  const number = patientNumber(patient.identifier);
  const address = shortAddress(patient.address);
  return (
    <section
      {...inEnglish}
      aria-label="Patient"
      className={classes.banner}
      data-deceased={death === undefined ? undefined : true}
    >
      <div className={classes.who}>
        <PhotoButton patient={patient} />
        <span className={classes.name}>{formatName(patient.name)}</span>
        <dl className={classes.facts}>
          <Fact label="Born" value={bornText(patient, death !== undefined, now)} />
          {death !== undefined && <Fact label="" value={death} strong />}
          <Fact label="" value={formatSex(patient.gender)} wideOnly />
          <Fact label={number?.label ?? "No."} value={number?.value ?? "not recorded"} />
          {address !== undefined && <Fact label="Lives at" value={address} wideOnly />}
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
            {resuscitation}
          </span>
        )}
        {alerts.map((alert) => (
          <span key={alert.id} className={classes.alert}>
            <IconAlertTriangle size={14} aria-hidden />
            {alert.text}
          </span>
        ))}
        {flags.isError && (
          <span className={classes.failed}>
            <IconAlertTriangle size={14} aria-hidden />
            Alerts couldn’t be loaded
          </span>
        )}
      </div>
    </section>
  );
}

/** The dead keep the age at which they died; without a date of death no age is told. */
function bornText(patient: Patient, dead: boolean, now: number): string {
  if (patient.birthDate === undefined) return "not recorded";
  const died = patient.deceasedDateTime === undefined ? undefined : Date.parse(patient.deceasedDateTime);
  const age = dead && died === undefined ? undefined : formatAge(patient.birthDate, wallTime(died ?? now));
  const born = formatDate(patient.birthDate);
  return age === undefined ? born : `${born} (${age})`;
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
      <dd>{value}</dd>
    </div>
  );
}
