import * as fs from 'node:fs';

// Preloaded with `--require`: writes down which modules a process had loaded when it ended.
process.on('exit', () => {
  const file = process.env['BENCH_LOADED_MODULES'];
  if (file !== undefined) fs.writeFileSync(file, JSON.stringify(Object.keys(require.cache)));
});
