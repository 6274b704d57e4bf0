import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Inventory, Provider, Site } from 'altostratus';
import { found, platform } from './fixtures';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-rules-'));
const file = path.join(folder, 'hosts.yaml');
afterAll(() => fs.rmSync(folder, { recursive: true }));

function withFile(name: string) {
  const root = platform();
  const provider = Provider.static({ hosts: Inventory.fromFile(name), ssh: { user: 'ops' } });
  new Site(root, 'dc1', { provider, network: '10.10.0.0/16' });
  return found(root, 'inventory-file');
}

describe('inventory-file', () => {
  it('finds a file that is not there, at the line that names it', () => {
    expect(withFile(path.join(folder, 'none.yaml'))).toMatchObject([
      {
        path: 'dc1',
        source: { file: __filename },
        message: expect.stringContaining('there is no such file') as string,
      },
    ]);
  });

  it('finds what is no list of hosts, with its line', () => {
    fs.writeFileSync(file, '# all we have\nhosts: three\n');
    expect(withFile(file)).toMatchObject([
      { path: 'dc1', source: { file, line: 2 }, message: expect.stringContaining('"three"') as string },
    ]);
  });

  it('is content with a list of hosts', () => {
    fs.writeFileSync(file, 'hosts: []\n');
    expect(withFile(file)).toEqual([]);
  });
});
