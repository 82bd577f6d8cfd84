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
  reasonWords,
  roleText,
  spanWords,
} from "./access-words.ts";
import { UnrecognisedButton } from "../../../rights/_parts/UnrecognisedButton.tsx";
import { downloadProof } from "./download-proof.ts";
import { lookLine } from "./look-line.ts";
import classes from "./VisitStory.module.css";
import type { Visit } from "./visits.ts";

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
  const role = /^as /i.test(visit.why) ? undefined : roleText(visit.actor);
  const opened = openedChart(visit);
  const deeds = deedsWords(visit.looks);
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
          <b>{visit.actor.name}</b>
          {role !== undefined && `, ${role},`} {opened ? "opened the chart" : deeds} {spanWords(visit)},{" "}
          {reasonWords(visit.why)}.
          {(opened || purpose !== undefined || visit.onBehalfOf !== undefined || emergency) && (
            <span className={classes.deeds}>
              {emergency && (
                <>
                  <StatusChip icon={IconUrgent} tone="caution">
                    Emergency access
                  </StatusChip>{" "}
                </>
              )}
              {opened && `${deeds.charAt(0).toUpperCase() + deeds.slice(1)}. `}
              {purpose !== undefined && `For ${purpose}. `}
              {visit.onBehalfOf !== undefined && "On the patient’s behalf."}
            </span>
          )}
        </span>
        <span className={classes.count}>{visit.looks.length === 1 ? "1 entry" : `${visit.looks.length} entries`}</span>
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

function Looks({ visit }: { readonly visit: Visit }) {
  return (
    <table className={classes.looks}>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">What</th>
          <th scope="col">Records</th>
          <th scope="col">From</th>
          <th scope="col">Position in the ledger</th>
          <th scope="col">
            <span className="wb-visually-hidden">Proof</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {visit.looks.map((look) => (
          <tr key={look.entryId}>
            <th scope="row">{formatTimeWithSeconds(Date.parse(look.at))}</th>
            <td className={classes.what}>{lookWords(look)}</td>
            <td>{look.count}</td>
            <td>{look.from ?? "Not recorded"}</td>
            <td>{look.index === undefined ? "Being placed" : look.index.toLocaleString("en-GB")}</td>
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
      announce("Proof downloaded");
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
        aria-label={`Download the proof of entry ${look.entryId}`}
      >
        Proof
      </Button>
      {refusal !== undefined && (
        <span role="alert" className={classes.refusal}>
          {refusal}
        </span>
      )}
    </>
  );
}
