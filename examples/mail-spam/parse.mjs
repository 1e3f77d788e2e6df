// Turns the raw mails of a folder into JSON lines.
//
//   node parse.mjs FOLDER OUT.jsonl
//
// FOLDER holds one sub-folder a group (easy-ham-1, ..., spam-2), each with raw mails named NUMBER.CHECKSUM.txt.
// Rows come out in the order of group and number, so that every machine writes the same file.

import { createWriteStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import PostalMime from 'postal-mime';

const [folder, out] = process.argv.slice(2);

/** The mail's subject and readable part. Only a mail without plain text gives its HTML: the pipeline strips that. */
async function readMail(path) {
  const mail = await PostalMime.parse(await readFile(path));
  return { subject: (mail.subject ?? '').trim(), body: (mail.text?.trim() || mail.html || '').trim() };
}

const lines = createWriteStream(out);
let rows = 0;
for (const group of (await readdir(folder)).sort()) {
  for (const file of (await readdir(join(folder, group))).sort()) {
    const { subject, body } = await readMail(join(folder, group, file));
    const row = {
      id: `${group}/${file.slice(0, file.indexOf('.'))}`,
      group,
      label: group.startsWith('spam') ? 'spam' : 'ham',
      subject,
      body,
      text: `${subject}\n\n${body}`.trim(),
    };
    lines.write(JSON.stringify(row) + '\n');
    rows++;
  }
}
lines.end();
await finished(lines);
console.log(`${rows} mails`);
