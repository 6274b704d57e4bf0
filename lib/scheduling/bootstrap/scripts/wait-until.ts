/**
 * The shell function `wait_until WHAT COMMAND…`: asks until the command succeeds, and says once what it waits for where that
 * is not at once. The script has a `say`.
 * @param seconds between two questions
 */
export function waitUntil(seconds: number): string {
  return `wait_until() { # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then return; fi
  say "Waiting: $what"
  until "$@"; do sleep ${seconds}; done
}`;
}
