import { Checksums, NodeSoftware } from 'altostratus';
import { found, healthy } from './fixtures';

const withSoftware = (software: NodeSoftware) => found(healthy({ nodes: { software } }).platform, 'software-source');

describe('software-source', () => {
  it('finds mirrors without a URL, and checksums that are none', () => {
    const checksums = Checksums.of({ kubelet: 'abc' });
    expect(withSoftware(NodeSoftware.mirror({ url: 'mirror', checksums }))).toMatchObject([
      { severity: 'error', path: 'dc1/main', message: '"mirror" is not the URL of a mirror of software.' },
      { message: 'The checksum of kubelet is "abc", which is no SHA-256.' },
    ]);
  });

  it('is content with a mirror that has one', () => {
    expect(withSoftware(NodeSoftware.mirror({ url: 'http://mirror.example.com' }))).toEqual([]);
  });
});
