import { dateTimeText } from "../../../../ui/dates.ts";
import type { Acknowledgements as Answer } from "../../../../../contract/index.ts";
import { Section } from "../../../chart/_parts/layout/Section.tsx";
import classes from "./Acknowledgements.module.css";
import { useAcknowledgements } from "./notice-calls.ts";

/** That the patient was given the privacy notice: a fact beside their consents, by which nothing is decided. */
export function Acknowledgements({ patientId }: { readonly patientId: string }) {
  const { data } = useAcknowledgements(patientId, true);
  if (data === undefined || (data.current === 0 && data.given.length === 0)) return null;
  return (
    <Section title="Privacy notice" aside="That it was given; it decides nothing about who sees this record">
      {data.given.length === 0 ? (
        <p className={classes.none}>It was not given yet.</p>
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
  return (
    <li className={classes.one}>
      <p className={classes.what}>
        Version {version}
        {isCurrent ? ", which holds now" : ", an earlier one"}:{" "}
        {way === "signed" ? "signed on the screen" : "given on paper"}
        {at === undefined ? "" : `, ${dateTimeText(at)}`}
        {by === undefined ? "" : `, by ${by}`}.
      </p>
      {signature !== undefined && (
        <img src={`data:image/png;base64,${signature}`} alt="The signature as it was drawn" className={classes.drawn} />
      )}
      {text !== undefined && (
        <details>
          <summary>What they were given</summary>
          <p className={classes.text}>{text}</p>
          <p className={classes.hash}>
            SHA-256 <code>{sha256}</code>
          </p>
        </details>
      )}
    </li>
  );
}
