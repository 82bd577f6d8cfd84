import { IconAlertTriangle, IconCertificate } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { SignatureShown } from "../../contract/index.ts";
import classes from "./SignatureLine.module.css";
import { faultWords, formatSignedAt } from "./signature-words.ts";

/** One signature as it was checked: printed name, date and time with its zone, meaning; or why it doesn't hold. */
export function SignatureLine({
  signature: { verdict, signer, when, sentence, fault },
  act = "Signed",
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
        <span>A signature that doesn’t hold. {fault !== undefined && faultWords[fault]}</span>
      </p>
    );
  return (
    <p className={classes.manifest}>
      <IconCertificate size={16} aria-hidden />
      <span>
        {act} by <b>{signer}</b>, <time dateTime={when}>{formatSignedAt(when)}</time>. Meaning: {signer} {sentence}.
        {children}
      </span>
    </p>
  );
}
