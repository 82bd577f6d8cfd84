import type { Resource } from "../../../../app/api.ts";
import { dateText, dateTimeText } from "../../../../ui/dates.ts";
import { patientName } from "../../../../ui/patient-words.ts";
import { lawWords, kindWords } from "../rights-words.ts";
import type { Collected } from "./collect.ts";
import { fieldsOf, headOf } from "./describe-resource.ts";
import { type Html, html } from "./html.ts";

/** "AllergyIntolerance" is "Allergy intolerance". */
function typeTitle(type: string): string {
  const words = type.replaceAll(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The whole of it for people to read: what it is about, each kind of record, who looked, what was asked, the account. */
export function readable(collected: Collected, house: string, takenAt: string): Html {
  const { patients, resources, former, accesses, requests, account, sessions, apps, failedSignIns } = collected;
  const types = [...new Set(resources.map(({ resourceType }) => resourceType))].toSorted((a, b) =>
    a === "Patient" ? -1 : b === "Patient" ? 1 : a.localeCompare(b),
  );
  return html`
    <header>
      <h1>${patients.map(patientName).join("; ") || "No record"}</h1>
      <p>Everything that ${house} keeps about this person, as far as they may see it. Taken out ${dateTimeText(takenAt)}.</p>
    </header>
    <nav aria-label="Contents"><ul>
      ${types.map((type) => html`<li><a href="#${type}">${typeTitle(type)} (${ofType(resources, type).length})</a></li>`)}
      <li><a href="#former">Former versions (${former.length})</a></li><li><a href="#looks">Who looked</a></li><li><a href="#asked">What was asked</a></li><li><a href="#account">Account</a></li>
    </ul></nav>
    ${types.map((type) => html`<section id="${type}"><h2>${typeTitle(type)}</h2>${ofType(resources, type).map((resource) => one(resource))}</section>`)}
    <section id="former"><h2>Former versions</h2>${former.length === 0 ? html`<p>Nothing was changed.</p>` : former.map(oneFormer)}</section>
    <section id="looks"><h2>Who looked</h2>${
      accesses === undefined
        ? html`<p>Only the patient is told of each look.</p>`
        : table(
            ["When", "Who", "What", "Why"],
            accesses.map(({ at, actor, action, why, count }) => [
              dateTimeText(at),
              `${actor.name}${actor.role === undefined ? "" : `, ${actor.role}`}`,
              `${action} (${count})`,
              why,
            ]),
          )
    }</section>
    <section id="asked"><h2>What was asked</h2>${table(
      ["Received", "What", "Law", "State", "In their words"],
      requests.map(({ receivedOn, kind, law, state, words }) => [
        dateText(receivedOn),
        kindWords[kind].label,
        lawWords[law],
        state,
        words?.asked ?? "",
      ]),
    )}</section>
    <section id="account"><h2>Account</h2>${table(
      ["What", "Value"],
      [
        ["Name", `${account.given} ${account.family}`],
        ["Name to sign in with", account.username],
        ["E-mail", account.email ?? "none"],
        ...account.authenticators.map(({ name, addedAt }) => [`Way to sign in: ${name}`, `since ${dateText(addedAt)}`]),
        ...sessions.sessions.map(({ beganAt, seenAt }) => [
          `Signed in ${dateTimeText(beganAt)}`,
          `last used ${dateTimeText(seenAt)}`,
        ]),
        ...apps.map(({ client, may, allowedAt, until }) => [
          `App let in: ${client.name}`,
          `since ${dateText(allowedAt)}, until ${dateText(until)}: ${may.map(({ sentence }) => sentence).join("; ")}`,
        ]),
        ...(failedSignIns === undefined
          ? []
          : [
              [
                "Sign-ins that failed",
                `${failedSignIns.failures}, the last ${dateTimeText(failedSignIns.lastAt)}, which ended in a lock`,
              ],
            ]),
      ],
    )}</section>`;
}

function ofType(resources: readonly Resource[], type: string): readonly Resource[] {
  return resources
    .filter(({ resourceType }) => resourceType === type)
    .toSorted((a, b) => headOf(b).date.localeCompare(headOf(a).date));
}

/** Which record it was, and until which version. */
function oneFormer(resource: Resource): Html {
  return one(resource, `${typeTitle(resource.resourceType)}, version ${resource.meta?.versionId ?? ""}`);
}

function one(resource: Resource, kind = ""): Html {
  const { date, title, value } = headOf(resource);
  const line = [kind, date === "" ? "" : dateText(date), title, value].filter((part) => part !== "").join(" · ");
  return html`<details><summary>${line === "" ? (resource.id ?? "") : line}</summary>${table(["Field", "Value"], fieldsOf(resource))}</details>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): Html {
  if (rows.length === 0) return html`<p>Nothing.</p>`;
  return html`<div class="wide" tabindex="0"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}
