/** Of what sort a document is: a category of it. */
export const documentSystem = "urn:wardbook:document";
export const attachmentCode = "attachment";

/** What an attachment is, in the words of a clinic: its type. */
export const attachmentKindSystem = "urn:wardbook:attachment-kind";
export const attachmentKinds = ["photo", "report", "letter", "referral", "form", "other"] as const;

/** Where on the body a picture was taken. R4 gives a DocumentReference no such element. */
export const bodySiteUrl = "urn:wardbook:body-site";

/** What a record of 12 MiB holds as base64, and a phone's PDF scan needs. */
export const mostFileBytes = 8 * 1024 * 1024;
export const mostThumbnailBytes = 24 * 1024;
