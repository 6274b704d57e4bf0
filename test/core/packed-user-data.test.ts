import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { packedUserData } from '../../lib/core/packed-user-data';

const script = `#!/usr/bin/env bash\n${"echo 'ünïcode'\n".repeat(5_000)}`;

interface Config {
  readonly hostname?: string;
  readonly write_files: readonly [{ readonly path: string; readonly encoding: string; readonly content: string }];
  readonly runcmd: readonly (readonly string[])[];
}

test('the script is in it whole, and is what runs', () => {
  const text = packedUserData({ hostname: 'cp-1', script });
  expect(text).toMatch(/^#cloud-config\n/);
  const { hostname, write_files, runcmd } = parse(text) as Config;
  expect(hostname).toBe('cp-1');
  expect(write_files[0].encoding).toBe('gz+b64');
  expect(gunzipSync(Buffer.from(write_files[0].content, 'base64')).toString()).toBe(script);
  expect(runcmd[0]?.[2]).toMatch(new RegExp(`^${write_files[0].path} && touch /`));
});

test('it is text, and much smaller', () => {
  const text = packedUserData({ hostname: '', script });
  expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(text.length).toBeLessThan(script.length / 10);
  expect(parse(text)).not.toHaveProperty('hostname');
});
