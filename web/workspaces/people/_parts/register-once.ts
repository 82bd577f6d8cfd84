import { fhir } from "../../../app/api.ts";
import { RequestFailure } from "../../../app/api/request-failure.ts";
import type { Made } from "../../../app/api/fhir.ts";
import { afterStep, type EnquiryTask, readEnquiry } from "../../enquiries/_parts/enquiry.ts";
import { sendGiven } from "./notice/notice-calls.ts";
import { answerFault, type NoticeAnswer } from "./notice/NoticeFields.tsx";
import { say } from "../words/index.ts";

type Registering = {
  readonly requestId: string;
  /** The patient first. */
  readonly made: readonly [Made, ...Made[]];
  /** Which enquiry ends with it. */
  readonly enquiryId: string | undefined;
  /** Who is at the desk. */
  readonly by: string;
  /** The notice that was shown; none: there is none yet. */
  readonly notice: { readonly version: number; readonly answer: NoticeAnswer } | undefined;
};

/** Registers a patient, ends the enquiry with it in the same transaction, and writes down that they were given the notice. However often it
 *  is sent, it is done once. @returns the patient's id @throws RequestFailure */
export async function registerOnce({ requestId, made, enquiryId, by, notice }: Registering): Promise<string> {
  const fault = notice === undefined ? undefined : answerFault(notice.answer);
  if (fault !== undefined)
    throw new RequestFailure("refused", 0, {
      code: "registration/no-signature",
      message: say("signOrOther", { fault }),
    });
  const patientId = enquiryId === undefined ? await fhir.makeOnce(requestId, made) : await convert(enquiryId);
  if (notice !== undefined && notice.answer.way !== "later") {
    const signature = notice.answer.way === "signed" ? notice.answer.signature : undefined;
    await sendGiven(patientId, { version: notice.version, signature });
  }
  return patientId;

  async function convert(id: string): Promise<string> {
    const task = await fhir.read<EnquiryTask>("Task", id);
    const ended = readEnquiry(task);
    // An earlier try arrived, or somebody else registered them.
    if (ended.status === "completed" && ended.patientId !== undefined) return ended.patientId;
    const step = { kind: "register", patient: made[0].fullUrl } as const;
    return fhir.makeOnce(requestId, made, {}, [afterStep(task, step, by, new Date())]);
  }
}
