/** Processor architectures by the name that `uname -m` gives. */
export type Architecture = 'x86_64' | 'aarch64';
