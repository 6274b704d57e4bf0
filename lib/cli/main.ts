#!/usr/bin/env node
import { main } from './program';

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: new Date(),
}).then((code) => {
  // What a program left running (timers, sockets) must not keep the process; what was printed must be out.
  process.exitCode = code;
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
});
