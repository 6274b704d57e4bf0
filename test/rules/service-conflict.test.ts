import type { WorkloadExtension } from 'altostratus/services';
import { foundWith, IMAGE } from './tenants';

const setting = (value: string): WorkloadExtension => ({ forWorkload: () => ({ environment: { MODE: value } }) });

const using = (...uses: readonly WorkloadExtension[]) =>
  foundWith('service-conflict', () => ({ image: IMAGE, port: 8080, uses }));

describe('service-conflict', () => {
  it('finds two services that set one variable', () => {
    expect(using(setting('fast'), setting('safe'))).toMatchObject([
      {
        severity: 'error',
        path: 'retail/prod/shop/web',
        message: expect.stringContaining('environment variable "MODE"') as string,
        remedy: expect.stringContaining('`env`') as string,
      },
    ]);
  });

  it('is content where they set it to the same', () => {
    expect(using(setting('safe'), setting('safe'))).toEqual([]);
  });
});
