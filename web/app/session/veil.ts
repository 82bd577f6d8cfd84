/** How many pixels of the page become one of the veil: about a line of text, so that nothing smaller than a line has a shape. */
const grain = 14;

/**
 * Draws the page as it stands, unreadable: fields of colour where things are, and bars in place of words, at a grain of one
 * line. No letter is ever drawn, so none can be got back by sharpening. Cheap, unlike a blurring filter, which is computed
 * anew for every frame and stops machines that draw in software for seconds.
 */
export function drawVeil(root: Element, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.ceil(width / grain));
  canvas.height = Math.max(1, Math.ceil(height / grain));
  const pen = canvas.getContext("2d");
  if (pen === null) return canvas;
  pen.scale(canvas.width / width, canvas.height / height);
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, width, height);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(), count = 0; node !== null && count < 4000; node = walker.nextNode(), count += 1) {
    if (node instanceof Element) drawField(pen, node, height);
    else drawWords(pen, node, height);
  }
  return canvas;
}

function drawField(pen: CanvasRenderingContext2D, element: Element, height: number): void {
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.bottom < 0 || box.top > height) return;
  const { backgroundColor, visibility } = getComputedStyle(element);
  if (visibility === "hidden") return;
  if (element instanceof SVGSVGElement || element instanceof HTMLImageElement) {
    shade(pen, getComputedStyle(element).color, 0.25, box);
    return;
  }
  shade(pen, backgroundColor, 1, box);
}

function drawWords(pen: CanvasRenderingContext2D, text: Node, height: number): void {
  const { parentElement } = text;
  if (parentElement === null || (text.nodeValue ?? "").trim() === "") return;
  const { color, visibility } = getComputedStyle(parentElement);
  // What stands there for screen readers only is a pixel wide.
  if (visibility === "hidden" || parentElement.clientWidth === 1) return;
  const range = document.createRange();
  range.selectNodeContents(text);
  for (const box of range.getClientRects()) {
    if (box.bottom >= 0 && box.top <= height) shade(pen, color, 0.4, box);
  }
}

function shade(pen: CanvasRenderingContext2D, color: string, alpha: number, box: DOMRect): void {
  pen.globalAlpha = alpha;
  pen.fillStyle = color;
  pen.fillRect(box.left, box.top, box.width, box.height);
}
