import { Button } from "@mantine/core";
import { IconAlertTriangle, IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ConsentRow, ConsentSignatures as Found } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { SignatureLine } from "../../../ui/SignatureLine.tsx";
import { consentSignaturesQuery, downloadSignedConsent } from "./consent-calls.ts";
import classes from "./ConsentsPage.module.css";
import { say } from "./words/index.ts";

type Props = { readonly patientId: string; readonly consent: Pick<ConsentRow, "id" | "version"> };

/** Who witnessed a consent, when and meaning what, and whether it all holds now. */
export function ConsentSignatures({ patientId, consent }: Props) {
  const query = useQuery(consentSignaturesQuery(patientId, consent));
  if (query.data !== undefined) return <Checked patientId={patientId} consent={consent} found={query.data} />;
  if (query.error !== null) return <ErrorNotice error={query.error} again={() => void query.refetch()} />;
  return <p className={classes.facts}>{say("checkingSignature")}</p>;
}

function Checked({ patientId, consent, found: { state, signatures, keysAt } }: Props & { readonly found: Found }) {
  if (state === "unsigned") return <p className={classes.facts}>{say("notSigned")}</p>;
  return (
    <>
      {signatures.map((signature, index) => (
        <SignatureLine key={index} signature={signature} act={actOf(signature)} />
      ))}
      {state === "holds" && <Holds patientId={patientId} consentId={consent.id} keysAt={keysAt} />}
      {state === "changed-since" && (
        <p className={classes.fault}>
          <IconAlertTriangle size={15} aria-hidden /> {say("changedSince")}
        </p>
      )}
      {state === "broken" && (
        <p role="alert" className={classes.fault}>
          <IconAlertTriangle size={15} aria-hidden />{" "}
          {say.rich("notAsSigned", { b: (inside) => <b key="b">{inside}</b> })}
        </p>
      )}
    </>
  );
}

/** A patient signs as the author, in their own account; staff as witnesses. */
function actOf({ act, meaning }: Found["signatures"][number]): string {
  const isPatient = meaning === "authorship";
  if (act === "withdrawn") return isPatient ? say("takenBackSigned") : say("withdrawalSigned");
  return isPatient ? say("writtenByPatient") : say("signed");
}

function Holds(at: { readonly patientId: string; readonly consentId: string; readonly keysAt: string }) {
  const download = useMutation({ mutationFn: () => downloadSignedConsent(at.patientId, at.consentId) });
  return (
    <>
      <p className={classes.facts}>
        {say("checkedNow")}
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={download.isPending}
          onClick={() => download.mutate()}
          title={say("keysStandAt", { address: at.keysAt })}
        >
          {say("signedConsentFile")}
        </Button>
      </p>
      {download.error !== null && <ErrorNotice error={download.error} />}
    </>
  );
}
