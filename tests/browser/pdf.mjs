// Reading a PDF that a browser printed: its pages as lines of text.

import { VerbosityLevel, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Half the height of a line of print, in points: what stands closer is on the same line. */
const SAME_LINE = 4;

/** The pages of a PDF, each with its size in points and its lines from the top, each a text with blanks made one. */
export async function pagesOf(bytes) {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, isEvalSupported: false });
  const document = await task.promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [, , width, height] = page.view;
    pages.push({ width, height, lines: lines((await page.getTextContent()).items) });
  }
  await task.destroy();
  return pages;
}

function lines(items) {
  const found = [];
  for (const { str, transform } of items.filter((item) => item.str.trim())) {
    const [, , , , left, base] = transform;
    const line = found.find((one) => Math.abs(one.base - base) < SAME_LINE);
    if (line) line.parts.push({ left, str });
    else found.push({ base, parts: [{ left, str }] });
  }
  found.sort((one, other) => other.base - one.base);
  return found.map(({ parts }) => plain(parts.sort((one, other) => one.left - other.left).map((part) => part.str).join(' ')));
}

/** A text with its blanks made one. */
export function plain(text) {
  return text.replaceAll(/\s+/g, ' ').trim();
}
