import * as fs from 'node:fs';
import * as path from 'node:path';
import { packedUserData } from '../../lib/core/packed-user-data';
import { describeWith, run, temporaryFolder } from './programs';

describeWith(['cloud-init'], 'cloud-init', () => {
  const folder = temporaryFolder();
  const check = (text: string) => {
    const file = path.join(folder, 'user-data');
    fs.writeFileSync(file, text);
    return run('cloud-init', ['schema', '--config-file', file]);
  };
  const packed = packedUserData({ hostname: 'cp-1', script: '#!/usr/bin/env bash\ntrue\n' });

  it('takes user data with a compressed script', () => {
    expect(check(packed)).toMatch(/Valid/);
  });

  it('refuses an encoding that it does not know', () => {
    expect(() => check(packed.replace('gz+b64', 'zip+b64'))).toThrow(/encoding/);
  });
});
