import { dateTimeText } from "../../../../ui/dates.ts";
import type { Acknowledgements as Answer } from "../../../../../contract/index.ts";
import { Section } from "../../../chart/_parts/layout/Section.tsx";
import classes from "./Acknowledgements.module.css";
import { useAcknowledgements } from "./notice-calls.ts";
import { say } from "../../words/index.ts";

/** That the patient was given the privacy notice: a fact beside their consents, by which nothing is decided. */
export function Acknowledgements({ patientId }: { readonly patientId: string }) {
  const { data } = useAcknowledgements(patientId, true);
  if (data === undefined || (data.current === 0 && data.given.length === 0)) return null;
  return (
    <Section title={say("privacyNotice")} aside={say("noticeAside")}>
      {data.given.length === 0 ? (
        <p className={classes.none}>{say("noticeNotGiven")}</p>
      ) : (
        <ul className={classes.list}>
          {data.given.map((one) => (
            <Given key={one.id} one={one} isCurrent={one.version === data.current} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Given({ one, isCurrent }: { readonly one: Answer["given"][number]; readonly isCurrent: boolean }) {
  const { version, way, at, by, signature, text, sha256 } = one;
  const isSigned = way === "signed";
  return (
    <li className={classes.one}>
      <p className={classes.what}>
        {say("sentence", {
          words: [
            say(
              isCurrent
                ? isSigned
                  ? "noticeCurrentSigned"
                  : "noticeCurrentPaper"
                : isSigned
                  ? "noticeEarlierSigned"
                  : "noticeEarlierPaper",
              { version },
            ),
            at === undefined ? undefined : dateTimeText(at),
            by === undefined ? undefined : say("by", { name: by }),
          ]
            .filter((part) => part !== undefined)
            .join(say("comma")),
        })}
      </p>
      {signature !== undefined && (
        <img src={`data:image/png;base64,${signature}`} alt={say("signatureDrawn")} className={classes.drawn} />
      )}
      {text !== undefined && (
        <details>
          <summary>{say("whatGiven")}</summary>
          <p className={classes.text}>{text}</p>
          <p className={classes.hash}>
            SHA-256 <code>{sha256}</code>
          </p>
        </details>
      )}
    </li>
  );
}
