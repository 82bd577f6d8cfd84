const translated =
  /^\/(?:(?:access-reviews|accesses|account|acting-for|administration|billing|board|calendar|emergencies|enquiries|exceptions|faulty-consents|messages|my-record|my-requests|patients|proxies|relations|reports|retention|rights|tasks|vendor-access|who-acts-for-me)(?:\/.*)?)?\/?$/;

/** Whether the page at a path speaks every language, or says itself which part of it doesn't: frames of a chart and of the house do. */
export function isTranslated(path: string): boolean {
  return translated.test(path);
}
