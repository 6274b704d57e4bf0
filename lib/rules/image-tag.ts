import { imagesOf } from './pod-template';
import type { Rule } from './rule';

/** What is run tomorrow must be what was tested today. */
export const imageTag: Rule = {
  id: 'image-tag',
  severity: 'error',
  title: 'Images are named by a tag other than `latest`, or by digest',
  *check(tree) {
    for (const { manifest, construct } of tree.objects)
      for (const image of imagesOf(manifest)) {
        const name = image.split('@')[0] ?? '';
        const tag = /:([^:/]+)$/.exec(name)?.[1];
        if (image.includes('@sha256:') || (tag !== undefined && tag !== 'latest')) continue;
        yield {
          at: construct,
          message: `The image "${image}" of ${manifest.kind} "${manifest.metadata.name}" ${tag === 'latest' ? 'is named by the tag `latest`' : 'has no tag'}.`,
          remedy: 'Name the version that was tested: `name:1.4.2`, or `name@sha256:…`.',
        };
      }
  },
};
