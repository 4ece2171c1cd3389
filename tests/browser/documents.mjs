// What other programs make of a document: LibreOffice, and the library python-docx.

import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The interpreter of the system, whose packages scripts/tools installs. */
const PYTHON = '/usr/bin/python3';
const PARAGRAPHS = `
import json, sys
from docx import Document
document = Document(sys.argv[1])
numbered = lambda one: one._p.pPr is not None and one._p.pPr.numPr is not None or one.style.element.pPr is not None and one.style.element.pPr.numPr is not None
print(json.dumps({
    "title": document.core_properties.title,
    "paragraphs": [[one.style.name, bool(numbered(one)), one.text] for one in document.paragraphs],
}))
`;

/** Does something with a document that lies in a folder of its own for so long. */
async function within(bytes, act) {
  const folder = await mkdtemp(join(tmpdir(), 'common-ground-document-'));
  try {
    const file = join(folder, 'write-up.docx');
    await writeFile(file, bytes);
    return await act(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As python-docx reads it: its title, and `[style, whether it is in a list, text]` for each paragraph. */
export function paragraphs(bytes) {
  return within(bytes, async (file) => JSON.parse((await run(PYTHON, ['-c', PARAGRAPHS, file])).stdout));
}

/** Where LibreOffice is, if it is installed. */
export async function libreOffice() {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'soffice'));
  for (const place of places) {
    const found = await access(place).then(() => true, () => false);
    if (found) return place;
  }
  return undefined;
}

/** The text that LibreOffice makes of it, line by line without what is empty. */
export function asText(soffice, bytes) {
  return within(bytes, async (file, folder) => {
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    await run(soffice, [profile, '--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder, file]);
    const text = await readFile(join(folder, 'write-up.txt'), 'utf8');
    return text.replace(/^\ufeff/, '').split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  });
}
