import { referencesIn } from '../../core/reference';
import { ACTIVATE_PATH } from './activate';
import { line, shellWord } from './encode';
import { layOut } from './layout';
import type { HostLayout } from './layout';
import type { HostFile, HostSpec } from './model';

const HEAD = `set -euo pipefail
export LC_ALL=C
umask 022
root=\${ALTOSTRATUS_ROOT:-} # another root folder, for tests
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

# put MODE FILE: makes standard input the content of the file; a file that is so already is not touched.
put() {
  local path=$root$2
  cat >"$work/new"
  if cmp -s -- "$work/new" "$path" && [ "$(stat -c %a -- "$path")" = "\${1#0}" ]; then return; fi
  mkdir -p -- "\${path%/*}"
  install -m "$1" -T -- "$work/new" "$path.altostratus-$$"
  # After a power cut the file is what it was or what it is to be, never a part of it.
  sync -- "$path.altostratus-$$"
  mv -fT -- "$path.altostratus-$$" "$path"
  printf 'altostratus: wrote %s\\n' "$2" >&2
}
`;

/** What a heredoc gives back byte by byte: whole lines of text. */
const TEXT = /^(?:[\t\x20-\x7e\u0080-\ud7ff\ue000-\uffff\u{10000}-\u{10ffff}]*\n)*$/u;

/**
 * The spec as a bash script for root, e.g. over SSH: the same files as cloud-init writes, then the same program. Safe to run
 * again: a file is written only where its content or mode differ. Secret files are not in it.
 */
export function renderScript(spec: HostSpec, { files }: HostLayout = layOut(spec)): string {
  const whom = spec.hostname === '' ? 'each host of a pool' : `host ${line(spec.hostname)}`;
  return [
    `#!/usr/bin/env bash\n# What ${whom} gets. Run as root; safe to run again.\n${HEAD}`,
    ...files.map(put),
    `"$root${ACTIVATE_PATH}"\n`,
  ].join('\n');
}

function put({ path, content, mode = '0644' }: HostFile): string {
  const target = `put ${shellWord(mode)} ${shellWord(path)}`;
  if (TEXT.test(content)) return heredoc(target, content);
  // What values are put into later stays readable; base64 would hide where.
  if (TEXT.test(`${content}\n`) && referencesIn(content).length > 0)
    return heredoc(`head -c -1 | ${target}`, `${content}\n`);
  const encoded = Buffer.from(content)
    .toString('base64')
    .replaceAll(/.{1,76}/g, '$&\n');
  return heredoc(`base64 -d | ${target}`, encoded);
}

function heredoc(command: string, text: string): string {
  let end = 'END_OF_FILE';
  while (text.includes(end)) end += '_';
  const [first = '', ...rest] = command.split(' | ');
  return `${[`${first} <<'${end}'`, ...rest].join(' | ')}\n${text}${end}\n`;
}
