// A mail server that keeps what it is given.

import { once } from 'node:events';

import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** Starts it: `url` for the service's settings, `letters` in the order of their arrival, parsed, `stop()`. */
export async function mailbox() {
  const letters = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, taken) {
      receive(stream).then((letter) => {
        letters.push({ ...letter, rcpt: session.envelope.rcptTo.map((to) => to.address) });
        taken();
      }, taken);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { url: `smtp://127.0.0.1:${server.server.address().port}`, letters, stop };
}

async function receive(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return PostalMime.parse(Buffer.concat(parts));
}
