// A line on which a page comes slowly, piece by piece, so that a browser could show each as soon as it is there.

import { createServer } from 'node:http';

import { BASE } from './visit.mjs';

const PIECES = 12;
/** Longer than a browser takes from one picture to the next, in milliseconds. */
const PAUSE = 60;

/** Opens the line for guests: `base` is where the archive is visited over it. */
export async function slowLine() {
  const server = createServer(pass);
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { base: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function pass({ url }, answer) {
  const from = await fetch(BASE + url);
  const body = Buffer.from(await from.arrayBuffer());
  const type = from.headers.get('content-type') ?? '';
  answer.writeHead(from.status, { 'content-type': type });
  const pieces = type.startsWith('text/html') ? PIECES : 1;
  for (let piece = 0; piece < pieces; piece += 1) {
    answer.write(body.subarray((body.length * piece) / pieces, (body.length * (piece + 1)) / pieces));
    if (piece + 1 < pieces) await new Promise((done) => setTimeout(done, PAUSE));
  }
  answer.end();
}
