import {
  type FhirResource,
  type JsonValue,
  extensionIn,
  objectsIn,
  referenceIn,
  textIn,
  isJsonObject,
} from "../../foundation/fhir/index.ts";
import { ChartError, type WriteRule } from "../../custody/chart/index.ts";
import { enquirySources, isEnquirySource } from "./enquiry.ts";
import { enquiryRefusal, enquiryTransitions, firstStatuses, isEnquiryStatus } from "./enquiry-states.ts";
import { enquiryCode, extensionUrl } from "./vocabulary.ts";

/** Whether a Task is an enquiry: somebody who isn't registered, or doesn't say so, asked for something. */
export function isEnquiry(task: FhirResource | undefined): boolean {
  const code: JsonValue | undefined = task?.["code"];
  return (
    isJsonObject(code) &&
    objectsIn(code["coding"]).some(({ system, code: its }) => system === enquiryCode.system && its === enquiryCode.code)
  );
}

function against(element: string, message: string): ChartError {
  return new ChartError("chart/against-rule", message, { path: `Task.${element}` });
}

/** Who asked: their name, and how to reach them. */
function expectPerson(task: FhirResource): void {
  const person = objectsIn(task["contained"]).find(({ resourceType }) => resourceType === "Patient");
  const isNamed = objectsIn(person?.["name"]).some(
    ({ text, family }) => (textIn(text) ?? textIn(family)) !== undefined,
  );
  if (person === undefined || !isNamed)
    throw against("contained", "an enquiry says who asked: a contained Patient with a name");
  if (referenceIn(task["requester"]) !== `#${textIn(person["id"])}`)
    throw against("requester", "who asked is the contained Patient");
}

/** How it came. One that doesn't say so is taken as it is. */
function expectSource(task: FhirResource): void {
  const said = extensionIn(task, extensionUrl.enquirySource);
  if (said !== undefined && !isEnquirySource(said["valueCode"]))
    throw against("extension", `an enquiry comes by one of these: ${enquirySources.join(", ")}`);
}

/** What enquiries may become, whoever writes them and by whatever way. Other Tasks are left alone; history from elsewhere keeps its states. */
export const enquiryRule: WriteRule = ({ action, previous, next }) => {
  if (previous !== undefined && next !== undefined && isEnquiry(previous) !== isEnquiry(next))
    throw against("code", "an enquiry stays one, and no other task becomes one");
  if (next === undefined || action === "import" || !isEnquiry(next)) return Promise.resolve({});
  const [from, to] = [previous?.["status"], next["status"]];
  if (!isEnquiryStatus(to)) throw against("status", "an enquiry has no such state");
  if (previous === undefined && !firstStatuses.includes(to))
    throw against("status", "an enquiry begins as new, being followed up, or waiting for an answer");
  if (isEnquiryStatus(from) && from !== to && !enquiryTransitions[from].includes(to))
    throw against("status", enquiryRefusal(from, to));
  if (to === "rejected" && next["statusReason"] === undefined)
    throw against("statusReason", "say why it came to nothing");
  if (to === "completed" && referenceIn(next["for"]) === undefined) throw against("for", "say who was registered");
  expectPerson(next);
  expectSource(next);
  return Promise.resolve({});
};
