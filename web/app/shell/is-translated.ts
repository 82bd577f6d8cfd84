const translated =
  /^\/(?:(?:accesses|account|acting-for|administration|board|calendar|enquiries|billing|messages|my-record|my-requests|patients|proxies|reports|retention|rights|who-acts-for-me)(?:\/.*)?)?\/?$/;

/** Whether the page at a path speaks every language, or says itself which part of it doesn't: frames of a chart and of the house do. */
export function isTranslated(path: string): boolean {
  return translated.test(path);
}
