import { IconAlertTriangle, IconCertificate } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { SignatureShown } from "../../contract/index.ts";
import classes from "./SignatureLine.module.css";
import { inEnglish } from "../language/index.ts";
import { faultWords, formatSignedAt } from "./signature-words.ts";
import { say } from "./words/index.ts";

/** One signature as it was checked: printed name, date and time with its zone, meaning as it was signed; or why it doesn't hold. */
export function SignatureLine({
  signature: { verdict, signer, when, sentence, fault },
  act = say("signedAct"),
  children,
}: {
  readonly signature: SignatureShown;
  /** What was signed: "Recorded". */
  readonly act?: string;
  readonly children?: ReactNode;
}) {
  if (verdict === "broken" || signer === undefined || when === undefined)
    return (
      <p className={`${classes.manifest} ${classes.broken}`}>
        <IconAlertTriangle size={16} aria-hidden />
        <span>
          {say("signatureDoesntHold")} {fault !== undefined && faultWords[fault]}
        </span>
      </p>
    );
  return (
    <p className={classes.manifest}>
      <IconCertificate size={16} aria-hidden />
      <span>
        {say.rich("signatureHolds", {
          act,
          signer,
          b: (inside) => <b key="b">{inside}</b>,
          when: (
            <time key="when" dateTime={when}>
              {formatSignedAt(when)}
            </time>
          ),
          meaning: (
            <bdi key="meaning" {...inEnglish}>
              {signer} {sentence}
            </bdi>
          ),
        })}
        {children}
      </span>
    </p>
  );
}
