import { Button } from "@mantine/core";
import { type Icon, IconDownload, IconPlugConnected, IconServer, IconUrgent, IconUser } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { Access } from "../../../../../contract/index.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { formatTimeWithSeconds } from "../../../../ui/clinical/dates.ts";
import { failureText } from "../../../../ui/ErrorNotice.tsx";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import {
  deedsWords,
  inEmergency,
  lookWords,
  openedChart,
  purposeWords,
  readers,
  reasonWords,
  roleText,
  spanWords,
} from "./access-words.ts";
import { UnrecognisedButton } from "../../../rights/_parts/UnrecognisedButton.tsx";
import { downloadProof } from "./download-proof.ts";
import { lookLine } from "./look-line.ts";
import classes from "./VisitStory.module.css";
import { figures, inEnglish } from "../../../../language/index.ts";
import type { Visit } from "./visits.ts";
import { say } from "./words/index.ts";

const icons: Readonly<Record<Access["actor"]["kind"], Icon>> = {
  person: IconUser,
  client: IconPlugConnected,
  system: IconServer,
};

/** "Dr Amara Osei, clinician, opened the chart from 14:05 to 14:12, because …", and under it each look with its proof. */
export function VisitStory({ visit }: { readonly visit: Visit }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const Mark = icons[visit.actor.kind];
  // A reason that begins "as clinician" has told the role.
  const role = /^as /i.test(visit.why) ? undefined : roleText(visit.actor, readers);
  const opened = openedChart(visit);
  const deeds = deedsWords(visit.looks, readers);
  const purpose = purposeWords(visit.purpose);
  const emergency = inEmergency(visit);
  const isPatient = useSession().person.role === "patient";
  return (
    <li className={classes.visit} data-emergency={emergency || undefined}>
      <button
        type="button"
        className={classes.story}
        data-row
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Mark size={16} aria-hidden className={classes.icon} />
        <span>
          {say.rich(role === undefined ? "story" : "storyWithRole", {
            b: (inside) => <b key="b">{inside}</b>,
            name: visit.actor.name,
            role: role ?? "",
            deeds: opened ? say("openedChart") : deeds,
            span: spanWords(visit),
            reason: (
              <bdi key="reason" {...inEnglish}>
                {reasonWords(visit.why)}
              </bdi>
            ),
          })}
          {(opened || purpose !== undefined || visit.onBehalfOf !== undefined || emergency) && (
            <span className={classes.deeds}>
              {emergency && (
                <>
                  <StatusChip icon={IconUrgent} tone="caution">
                    {say("emergencyAccess")}
                  </StatusChip>{" "}
                </>
              )}
              {opened && `${say("deedsDone", { deeds: deeds.charAt(0).toUpperCase() + deeds.slice(1) })} `}
              {purpose !== undefined && `${say("forPurpose", { purpose })} `}
              {visit.onBehalfOf !== undefined && say("onBehalf")}
            </span>
          )}
        </span>
        <span className={classes.count}>{say("entries", { count: visit.looks.length })}</span>
      </button>
      <div id={id} hidden={!open}>
        {open && <Looks visit={visit} />}
        {open && isPatient && visit.actor.kind !== "system" && (
          <div className={classes.ask}>
            <UnrecognisedButton look={lookLine(visit)} />
          </div>
        )}
      </div>
    </li>
  );
}

const number = figures();

function Looks({ visit }: { readonly visit: Visit }) {
  return (
    <table className={classes.looks}>
      <thead>
        <tr>
          <th scope="col">{say("time")}</th>
          <th scope="col">{say("what")}</th>
          <th scope="col">{say("recordsHead")}</th>
          <th scope="col">{say("fromHead")}</th>
          <th scope="col">{say("position")}</th>
          <th scope="col">
            <span className="wb-visually-hidden">{say("proof")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {visit.looks.map((look) => (
          <tr key={look.entryId}>
            <th scope="row">{formatTimeWithSeconds(Date.parse(look.at))}</th>
            <td className={classes.what}>{lookWords(look, readers)}</td>
            <td>{look.count}</td>
            <td>
              <bdi>{look.from ?? say("notRecorded")}</bdi>
            </td>
            <td>{look.index === undefined ? say("beingPlaced") : number.format(look.index)}</td>
            <td>
              <ProofButton look={look} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ProofButton({ look }: { readonly look: Access }) {
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await downloadProof(look.entryId);
      announce(say("proofDownloaded"));
    } catch (error) {
      setRefusal(failureText(error));
    }
    setBusy(false);
  };
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconDownload size={13} aria-hidden />}
        loading={busy}
        onClick={() => void download()}
        aria-label={say("proofOf", { entry: look.entryId })}
      >
        {say("proof")}
      </Button>
      {refusal !== undefined && (
        <span role="alert" className={classes.refusal}>
          {refusal}
        </span>
      )}
    </>
  );
}
