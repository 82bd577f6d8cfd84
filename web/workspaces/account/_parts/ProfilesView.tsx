import type { PasswordProfiles } from "../../../../contract/index.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import classes from "./ProfilesView.module.css";
import { say } from "../words/index.ts";

type Props = {
  readonly profiles: PasswordProfiles;
  /** Whose rules are listed. */
  readonly shown: PasswordProfiles["inForce"];
};

/** What a profile asks for, each rule with its source, and where the two can't both be kept. */
export function ProfilesView({ profiles, shown }: Props) {
  const profile = profiles.profiles.find(({ name }) => name === shown);
  return (
    <div className={classes.view}>
      {profile !== undefined && (
        <ul className={classes.rules} aria-label={say("rulesOf", { title: profile.title })}>
          {profile.rules.map((rule) => (
            <li key={rule.id}>
              {rule.sentence} <span className={classes.source}>{rule.source}</span>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary className={classes.summary}>{say("whereDisagree")}</summary>
        <DataTable
          caption={say("profilesDisagree")}
          columns={[
            { key: "about", header: say("about"), width: "9rem", cell: (row) => row.about },
            { key: "policy", header: say("organisationPolicy"), cell: (row) => row.policy },
            { key: "nist", header: "NIST SP 800-63B-4", cell: (row) => row.nist },
            { key: "consequence", header: say("whatFollows"), cell: (row) => row.consequence },
          ]}
          rows={profiles.disagreements}
          rowKey={(row) => row.about}
        />
      </details>
    </div>
  );
}
